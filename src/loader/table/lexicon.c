#include "loader/table/lexicon.h"

#include "base/text.h"
#include "figure/figure.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Its words are within it: pointers would have to be set at every start of the program. */
typedef struct phrase {
    char text[66]; /* folded, in NFC, one blank between words */
    uint8_t class, value;
    char name[38];
} phrase;

#define SUBJECT(text, value)                                                                       \
    {                                                                                              \
        text, POV_PHRASE_SUBJECT, value, ""                                                        \
    }
#define MEASURE(text, value)                                                                       \
    {                                                                                              \
        text, POV_PHRASE_MEASURE, value, ""                                                        \
    }
#define ASPECT(text, value)                                                                        \
    {                                                                                              \
        text, POV_PHRASE_ASPECT, value, ""                                                         \
    }
#define CHANGE(text, value)                                                                        \
    {                                                                                              \
        text, POV_PHRASE_CHANGE, value, ""                                                         \
    }
#define MOMENT(text, value)                                                                        \
    {                                                                                              \
        text, POV_PHRASE_MOMENT, value, ""                                                         \
    }
#define ROLE(text, value)                                                                          \
    {                                                                                              \
        text, POV_PHRASE_ROLE, value, ""                                                           \
    }
#define GROUP(text, name)                                                                          \
    {                                                                                              \
        text, POV_PHRASE_GROUP, 0, name                                                            \
    }
#define SCALE(text, value)                                                                         \
    {                                                                                              \
        text, POV_PHRASE_SCALE, value, ""                                                          \
    }
#define PART(text)                                                                                 \
    {                                                                                              \
        text, POV_PHRASE_PART, 0, ""                                                               \
    }
#define YEARLY(text)                                                                               \
    {                                                                                              \
        text, POV_PHRASE_YEARLY, 0, ""                                                             \
    }
#define BOUND(text, qualifier)                                                                     \
    {                                                                                              \
        text, POV_PHRASE_BOUND, qualifier, ""                                                      \
    }
#define UNIT(text, rank)                                                                           \
    {                                                                                              \
        text, POV_PHRASE_UNIT, rank, ""                                                            \
    }
#define LABEL(text, value)                                                                         \
    {                                                                                              \
        text, POV_PHRASE_LABEL, value, ""                                                          \
    }
#define STANDARD(text)                                                                             \
    {                                                                                              \
        text, POV_PHRASE_STANDARD, 0, ""                                                           \
    }
#define STANDARD_OF(text, whose)                                                                   \
    {                                                                                              \
        text, POV_PHRASE_STANDARD, whose, ""                                                       \
    }
#define FILLER(text)                                                                               \
    {                                                                                              \
        text, POV_PHRASE_FILLER, 0, ""                                                             \
    }
/* A filler with a value: a year after it is not that of the figures. */
#define COMPARED(text)                                                                             \
    {                                                                                              \
        text, POV_PHRASE_FILLER, 1, ""                                                             \
    }
#define INDICATOR(text, id)                                                                        \
    {                                                                                              \
        text, POV_PHRASE_INDICATOR, 0, id                                                          \
    }

/* The longest phrase that begins at a word is taken, whatever the order here. */
static const phrase phrases[] = {
    /* kinds of units: first, as pov_unit_rank looks at no others */
    UNIT("cả nước", 1),
    UNIT("toàn quốc", 1),
    UNIT("vùng", 2),
    UNIT("khu vực", 2),
    UNIT("tỉnh", 3),
    UNIT("thành phố", 4),
    UNIT("tp", 4),
    UNIT("huyện", 4),
    UNIT("quận", 4),
    UNIT("thị xã", 4),
    UNIT("tx", 4),
    UNIT("thị", 4),
    UNIT("thị trấn", 5),
    UNIT("tt", 5),
    UNIT("h", 4),
    UNIT("q", 4),
    UNIT("x", 5),
    UNIT("p", 5),
    UNIT("xã", 5),
    UNIT("phường", 5),
    UNIT("đặc khu", 5),
    UNIT("thôn", 6),
    UNIT("bản", 6),
    UNIT("buôn", 6),
    UNIT("bon", 6),
    UNIT("làng", 6),
    UNIT("ấp", 6),
    UNIT("xóm", 6),
    UNIT("khóm", 6),
    UNIT("khu phố", 6),
    UNIT("khối phố", 6),
    UNIT("khối", 6),
    UNIT("khu", 6),
    UNIT("khu dân cư", 6),
    UNIT("tổ dân phố", 6),
    UNIT("tdp", 6),
    UNIT("tổ", 6),
    UNIT("đơn vị", 0),
    UNIT("tên đơn vị", 0),
    UNIT("đơn vị hành chính", 0),
    UNIT("tên đơn vị hành chính", 0),
    UNIT("đvhc", 0),
    UNIT("địa phương", 0),
    UNIT("địa bàn", 0),
    UNIT("danh mục", 0),
    UNIT("tên", 0),
    UNIT("tên địa bàn", 0),
    UNIT("unit", 0),
    UNIT("row labels", 0),
    UNIT("nhãn hàng", 0),
    UNIT("province", 3),
    UNIT("provinces", 3),
    UNIT("provincies", 3),
    UNIT("cities", 3),
    UNIT("city", 3),
    UNIT("district", 4),
    UNIT("districts", 4),
    UNIT("commune", 5),
    UNIT("communes", 5),
    UNIT("ward", 5),
    UNIT("wards", 5),
    UNIT("town", 5),
    UNIT("towns", 5),
    UNIT("village", 6),
    UNIT("villages", 6),
    UNIT("region", 2),

    /* whose number it is */
    SUBJECT("nghèo", POV_OF_POOR),
    SUBJECT("poor", POV_OF_POOR),
    SUBJECT("poverty", POV_OF_POOR),
    SUBJECT("national poverty line", POV_OF_POOR),
    SUBJECT("national poverty lines", POV_OF_POOR),
    SUBJECT("hn", POV_OF_POOR),
    SUBJECT("cận nghèo", POV_OF_NEAR_POOR),
    SUBJECT("near poor", POV_OF_NEAR_POOR),
    SUBJECT("near poverty", POV_OF_NEAR_POOR),
    SUBJECT("hcn", POV_OF_NEAR_POOR),
    SUBJECT("cn", POV_OF_NEAR_POOR),
    SUBJECT("nghèo đa chiều", POV_OF_MULTI_POOR),
    SUBJECT("nđc", POV_OF_MULTI_POOR),
    SUBJECT("multidimensional poverty", POV_OF_MULTI_POOR),
    SUBJECT("tổng số hộ", POV_OF_ALL_WEAK),
    SUBJECT("tổng hộ", POV_OF_ALL_WEAK),
    SUBJECT("ts hộ", POV_OF_ALL_WEAK),
    SUBJECT("dân", POV_OF_ALL),
    SUBJECT("dân cư", POV_OF_ALL),
    SUBJECT("số hộ tự nhiên", POV_OF_ALL),
    SUBJECT("gia đình", POV_OF_ALL),
    SUBJECT("hộ toàn tỉnh", POV_OF_ALL),
    SUBJECT("số hộ toàn tỉnh", POV_OF_ALL),
    SUBJECT("số hộ toàn huyện", POV_OF_ALL),
    SUBJECT("số hộ toàn xã", POV_OF_ALL),
    SUBJECT("số hộ toàn tỉnh", POV_OF_ALL),
    SUBJECT("số hộ toàn huyện", POV_OF_ALL),
    SUBJECT("số hộ toàn xã", POV_OF_ALL),
    SUBJECT("all households", POV_OF_ALL),
    SUBJECT("total households", POV_OF_ALL),
    SUBJECT("number of households", POV_OF_ALL),
    SUBJECT("không nghèo", POV_OF_OTHERS),
    SUBJECT("hộ không nghèo", POV_OF_OTHERS),
    SUBJECT("có mức sống trung bình", POV_OF_OTHERS),
    SUBJECT("mức sống trung bình", POV_OF_OTHERS),
    SUBJECT("nông lâm ngư nghiệp", POV_OF_OTHERS),
    SUBJECT("nông lâm ngư diêm nghiệp", POV_OF_OTHERS),
    SUBJECT("nông lâm nghiệp", POV_OF_OTHERS),
    SUBJECT("làm nông lâm ngư nghiệp", POV_OF_OTHERS),
    SUBJECT("làm nông nghiệp lâm nghiệp ngư nghiệp diêm nghiệp", POV_OF_OTHERS),
    SUBJECT("nông nghiệp", POV_OF_OTHERS),
    SUBJECT("nông thôn mới", POV_OF_OTHERS),
    SUBJECT("thu nhập", POV_OF_OTHERS),
    SUBJECT("trung bình", POV_OF_OTHERS),
    SUBJECT("số hộ rà soát", POV_OF_OTHERS),
    SUBJECT("tổng số hộ rà soát", POV_OF_OTHERS),
    SUBJECT("số hộ được rà soát", POV_OF_OTHERS),
    SUBJECT("tổng số hộ được rà soát", POV_OF_OTHERS),
    SUBJECT("số hộ điều tra", POV_OF_OTHERS),
    SUBJECT("tổng số hộ điều tra", POV_OF_OTHERS),
    SUBJECT("còn phải", POV_OF_OTHERS),
    SUBJECT("còn lại phải", POV_OF_OTHERS),
    SUBJECT("còn thiếu", POV_OF_OTHERS),
    SUBJECT("mới thoát nghèo", POV_OF_OTHERS),
    SUBJECT("mới thoát cận nghèo", POV_OF_OTHERS),
    SUBJECT("nghèo cũ", POV_OF_OTHERS),
    SUBJECT("cận nghèo cũ", POV_OF_OTHERS),

    MEASURE("hộ", POV_COUNTED_HOUSEHOLDS),
    MEASURE("số hộ", POV_COUNTED_HOUSEHOLDS),
    MEASURE("households", POV_COUNTED_HOUSEHOLDS),
    MEASURE("household", POV_COUNTED_HOUSEHOLDS),
    MEASURE("hh", POV_COUNTED_HOUSEHOLDS),
    MEASURE("hhs", POV_COUNTED_HOUSEHOLDS),
    MEASURE("khẩu", POV_COUNTED_PERSONS),
    MEASURE("số khẩu", POV_COUNTED_PERSONS),
    MEASURE("nhân khẩu", POV_COUNTED_PERSONS),
    MEASURE("người", POV_COUNTED_PERSONS),
    MEASURE("số người", POV_COUNTED_PERSONS),
    MEASURE("dân số", POV_COUNTED_PERSONS),
    MEASURE("dân số trung bình", POV_COUNTED_PERSONS),
    MEASURE("persons", POV_COUNTED_PERSONS),
    MEASURE("people", POV_COUNTED_PERSONS),
    MEASURE("population", POV_COUNTED_PERSONS),
    MEASURE("average population", POV_COUNTED_PERSONS),
    MEASURE("nk", POV_COUNTED_PERSONS),

    /* how it is said */
    ASPECT("số", POV_SAID_COUNT),
    ASPECT("số lượng", POV_SAID_COUNT),
    ASPECT("tổng số", POV_SAID_COUNT),
    ASPECT("tổng", POV_SAID_COUNT),
    ASPECT("tổng cộng", POV_SAID_COUNT),
    ASPECT("cộng", POV_SAID_COUNT),
    ASPECT("tuyệt đối", POV_SAID_COUNT),
    ASPECT("ts", POV_SAID_COUNT),
    ASPECT("sl", POV_SAID_COUNT),
    ASPECT("total", POV_SAID_COUNT),
    ASPECT("number", POV_SAID_COUNT),
    ASPECT("tỷ lệ", POV_SAID_RATE),
    ASPECT("tl", POV_SAID_RATE),
    ASPECT("chiếm tỷ lệ", POV_SAID_RATE),
    ASPECT("chiếm", POV_SAID_RATE),
    ASPECT("rate", POV_SAID_RATE),
    ASPECT("ratio", POV_SAID_RATE),
    ASPECT("percent", POV_SAID_RATE),
    ASPECT("percentage", POV_SAID_RATE),
    ASPECT("pct", POV_SAID_RATE),
    ASPECT("phần trăm", POV_SAID_RATE),
    ASPECT("headcount ratio", POV_SAID_RATE),
    ASPECT("điểm %", POV_SAID_POINTS),
    ASPECT("điểm phần trăm", POV_SAID_POINTS),
    ASPECT("pp", POV_SAID_POINTS),
    ASPECT("percentage points", POV_SAID_POINTS),
    ASPECT("cơ cấu", POV_SAID_SHARE),
    ASPECT("share", POV_SAID_SHARE),
    ASPECT("tỷ trọng", POV_SAID_SHARE),
    ASPECT("tương đối", POV_SAID_RELATIVE),
    ASPECT("so với tổng số hộ nghèo", POV_SAID_RELATIVE),
    ASPECT("so tổng số hộ nghèo", POV_SAID_RELATIVE),
    ASPECT("so với số hộ nghèo", POV_SAID_RELATIVE),
    ASPECT("so với hộ nghèo", POV_SAID_RELATIVE),
    ASPECT("so với tổng số hộ cận nghèo", POV_SAID_RELATIVE),
    ASPECT("so với số hộ cận nghèo", POV_SAID_RELATIVE),
    ASPECT("so với hộ cận nghèo", POV_SAID_RELATIVE),
    ASPECT("trong tổng số hộ cận nghèo", POV_SAID_RELATIVE),
    ASPECT("trên tổng số hộ cận nghèo", POV_SAID_RELATIVE),
    ASPECT("/ tổng số hộ cận nghèo", POV_SAID_RELATIVE),
    ASPECT("trong tổng số hộ nghèo", POV_SAID_RELATIVE),
    ASPECT("trên tổng số hộ nghèo", POV_SAID_RELATIVE),
    ASPECT("trên tổng hộ nghèo", POV_SAID_RELATIVE),
    ASPECT("trên số hộ nghèo", POV_SAID_RELATIVE),
    ASPECT("trên hộ nghèo", POV_SAID_RELATIVE),
    ASPECT("trên số hộ cận nghèo", POV_SAID_RELATIVE),
    ASPECT("trên hộ cận nghèo", POV_SAID_RELATIVE),
    ASPECT("/ tổng số hộ nghèo", POV_SAID_RELATIVE),
    ASPECT("/ tổng hộ nghèo", POV_SAID_RELATIVE),
    ASPECT("/ hộ nghèo", POV_SAID_RELATIVE),
    ASPECT("so với kế hoạch", POV_SAID_SHARE),
    ASPECT("so với kh", POV_SAID_SHARE),
    ASPECT("so với chỉ tiêu", POV_SAID_SHARE),
    ASPECT("so với mục tiêu", POV_SAID_SHARE),
    ASPECT("so với nghị quyết", POV_SAID_SHARE),
    ASPECT("tỷ lệ đạt", POV_SAID_SHARE),
    ASPECT("tỷ lệ % đạt", POV_SAID_SHARE),
    ASPECT("% đạt", POV_SAID_SHARE),
    ASPECT("đạt %", POV_SAID_SHARE),
    ASPECT("đạt kh", POV_SAID_SHARE),
    ASPECT("đạt kế hoạch", POV_SAID_SHARE),
    ASPECT("đạt chỉ tiêu", POV_SAID_SHARE),
    ASPECT("đạt mục tiêu", POV_SAID_SHARE),
    ASPECT("% thực hiện", POV_SAID_SHARE),
    ASPECT("% hoàn thành", POV_SAID_SHARE),
    ASPECT("so kế hoạch", POV_SAID_SHARE),
    ASPECT("so kh", POV_SAID_SHARE),
    ASPECT("/ kế hoạch", POV_SAID_SHARE),
    ASPECT("/ kh", POV_SAID_SHARE),
    ASPECT("/ nghị quyết", POV_SAID_SHARE),
    ASPECT("/ mục tiêu", POV_SAID_SHARE),
    ASPECT("/ chỉ tiêu", POV_SAID_SHARE),
    ASPECT("thực hiện / kế hoạch", POV_SAID_SHARE),
    ASPECT("th / kh", POV_SAID_SHARE),
    ASPECT("tốc độ", POV_SAID_SHARE),
    ASPECT("hoàn thành", POV_SAID_SHARE),
    ASPECT("mức độ hoàn thành", POV_SAID_SHARE),
    ASPECT("so sánh", POV_SAID_SHARE),
    ASPECT("thiếu hụt", POV_SAID_DEPRIVED),
    ASPECT("bị thiếu hụt", POV_SAID_DEPRIVED),

    SCALE("%", POV_SCALE_PERCENT),
    SCALE("% of population", POV_SCALE_PERCENT),
    SCALE("% of the population", POV_SCALE_PERCENT),
    SCALE("\xE2\x80\xB0", POV_SCALE_PERMILLE),
    SCALE("phần nghìn", POV_SCALE_PERMILLE),
    SCALE("phần ngàn", POV_SCALE_PERMILLE),
    SCALE("trên 1000 hộ", POV_SCALE_PERMILLE),
    SCALE("trên 1.000 hộ", POV_SCALE_PERMILLE),
    SCALE("/ 1000 hộ", POV_SCALE_PERMILLE),
    SCALE("/ 1.000 hộ", POV_SCALE_PERMILLE),
    SCALE("nghìn hộ", POV_SCALE_THOUSAND),
    SCALE("ngàn hộ", POV_SCALE_THOUSAND),
    SCALE("1000 hộ", POV_SCALE_THOUSAND),
    SCALE("1.000 hộ", POV_SCALE_THOUSAND),
    SCALE("nghìn người", POV_SCALE_THOUSAND),
    SCALE("1000 người", POV_SCALE_THOUSAND),
    SCALE("1.000 người", POV_SCALE_THOUSAND),
    SCALE("thousand households", POV_SCALE_THOUSAND),
    SCALE("nghìn", POV_SCALE_THOUSAND),

    /* what happens to it */
    CHANGE("giảm", POV_CHANGE_CUT),
    CHANGE("giảm được", POV_CHANGE_CUT),
    CHANGE("giảm nghèo", POV_CHANGE_CUT),
    CHANGE("reduction", POV_CHANGE_CUT),
    CHANGE("decrease", POV_CHANGE_CUT),
    CHANGE("increase", POV_CHANGE_RISE),
    CHANGE("tăng", POV_CHANGE_RISE),
    CHANGE("tăng giảm", POV_CHANGE_RISE),
    CHANGE("tăng + giảm", POV_CHANGE_RISE),
    CHANGE("tăng / giảm", POV_CHANGE_RISE),
    CHANGE("giảm + tăng", POV_CHANGE_RISE),
    CHANGE("còn lại", POV_CHANGE_LEFT),
    CHANGE("giảm còn", POV_CHANGE_LEFT),
    CHANGE("giảm xuống còn", POV_CHANGE_LEFT),
    CHANGE("xuống còn", POV_CHANGE_LEFT),
    CHANGE("còn", POV_CHANGE_LEFT),
    CHANGE("remaining", POV_CHANGE_LEFT),
    CHANGE("thoát nghèo", POV_FLOW_ESCAPED),
    CHANGE("thoát", POV_FLOW_ESCAPED),
    CHANGE("thoát khỏi", POV_FLOW_ESCAPED),
    CHANGE("ra khỏi", POV_FLOW_ESCAPED),
    CHANGE("ra khỏi danh sách", POV_FLOW_ESCAPED),
    CHANGE("escaped", POV_FLOW_ESCAPED),
    CHANGE("tái nghèo", POV_FLOW_RELAPSED),
    CHANGE("tái", POV_FLOW_RELAPSED),
    CHANGE("relapsed", POV_FLOW_RELAPSED),
    CHANGE("phát sinh", POV_FLOW_NEW),
    CHANGE("phát sinh mới", POV_FLOW_NEW),
    CHANGE("phát sinh nghèo", POV_FLOW_NEW),
    CHANGE("nghèo mới", POV_FLOW_NEW),
    CHANGE("mới", POV_FLOW_NEW),
    CHANGE("newly poor", POV_FLOW_NEW),
    CHANGE("bổ sung", POV_FLOW_ADDED),
    CHANGE("trở thành", POV_FLOW_BECAME),
    CHANGE("chuyển sang", POV_FLOW_BECAME),
    CHANGE("chuyển xuống", POV_FLOW_BECAME),
    CHANGE("chuyển lên", POV_FLOW_BECAME),
    CHANGE("rơi xuống", POV_FLOW_BECAME),
    CHANGE("chuyển thành", POV_FLOW_BECAME),
    CHANGE("chuyển từ", POV_FLOW_CAME),
    CHANGE("vươn lên thoát nghèo", POV_FLOW_ESCAPED),
    CHANGE("thoát khỏi diện", POV_FLOW_ESCAPED),
    CHANGE("ra khỏi diện", POV_FLOW_ESCAPED),
    CHANGE("vượt chuẩn nghèo", POV_FLOW_ESCAPED),
    CHANGE("vượt chuẩn hộ nghèo", POV_FLOW_ESCAPED),
    CHANGE("vượt qua chuẩn nghèo", POV_FLOW_ESCAPED),
    CHANGE("thành nghèo", POV_FLOW_TO_POOR),
    CHANGE("thành cận nghèo", POV_FLOW_TO_NEAR),
    CHANGE("xuống hộ nghèo", POV_FLOW_TO_POOR),
    CHANGE("xuống nghèo", POV_FLOW_TO_POOR),
    CHANGE("thành hộ nghèo", POV_FLOW_TO_POOR),
    CHANGE("thành hộ cận nghèo", POV_FLOW_TO_NEAR),
    CHANGE("lên hộ cận nghèo", POV_FLOW_TO_NEAR),
    CHANGE("lên cận nghèo", POV_FLOW_TO_NEAR),
    CHANGE("xuống cận nghèo", POV_FLOW_TO_NEAR),
    CHANGE("xuống hộ cận nghèo", POV_FLOW_TO_NEAR),
    CHANGE("còn cận nghèo", POV_FLOW_TO_NEAR),
    CHANGE("còn hộ cận nghèo", POV_FLOW_TO_NEAR),
    CHANGE("còn là hộ cận nghèo", POV_FLOW_TO_NEAR),
    CHANGE("vẫn còn cận nghèo", POV_FLOW_TO_NEAR),
    CHANGE("vẫn là hộ cận nghèo", POV_FLOW_TO_NEAR),
    CHANGE("sang cận nghèo", POV_FLOW_TO_NEAR),
    CHANGE("sang hộ cận nghèo", POV_FLOW_TO_NEAR),
    CHANGE("vượt cận nghèo", POV_FLOW_OVER),
    CHANGE("vượt qua cận nghèo", POV_FLOW_OVER),
    CHANGE("không còn cận nghèo", POV_FLOW_OVER),
    CHANGE("trên chuẩn cận nghèo", POV_FLOW_OVER),
    CHANGE("vượt chuẩn cận nghèo", POV_FLOW_OVER),
    CHANGE("vượt chuẩn hộ cận nghèo", POV_FLOW_OVER),
    CHANGE("vượt chuẩn", POV_FLOW_OVER),
    CHANGE("vượt qua chuẩn cận nghèo", POV_FLOW_OVER),
    CHANGE("vượt mức cận nghèo", POV_FLOW_OVER),
    CHANGE("khác giảm", POV_FLOW_DOWN),
    CHANGE("giảm khác", POV_FLOW_DOWN),
    CHANGE("giảm do nguyên nhân khác", POV_FLOW_DOWN),
    CHANGE("giảm do lý do khác", POV_FLOW_DOWN),
    CHANGE("giảm tự nhiên", POV_FLOW_DOWN),
    CHANGE("chuyển đi", POV_FLOW_DOWN),
    CHANGE("chuyển đi nơi khác", POV_FLOW_DOWN),
    CHANGE("chuyển đến", POV_FLOW_UP),
    CHANGE("nơi khác chuyển đến", POV_FLOW_UP),
    CHANGE("từ nơi khác chuyển đến", POV_FLOW_UP),
    CHANGE("tăng do lý do khác", POV_FLOW_UP),
    CHANGE("tăng tự nhiên", POV_FLOW_UP),
    CHANGE("khác tăng", POV_FLOW_UP),
    CHANGE("tăng khác", POV_FLOW_UP),
    CHANGE("tăng do nguyên nhân khác", POV_FLOW_UP),

    /* when */
    MOMENT("đầu năm", POV_AT_START),
    MOMENT("start of", POV_AT_START),
    MOMENT("beginning of", POV_AT_START),
    MOMENT("end of", POV_AT_END),
    MOMENT("đầu kỳ", POV_AT_START),
    MOMENT("đầu giai đoạn", POV_AT_PERIOD_START),
    MOMENT("cuối năm", POV_AT_END),
    MOMENT("cuối kỳ", POV_AT_END),
    MOMENT("cuối giai đoạn", POV_AT_PERIOD_END),
    MOMENT("cuối", POV_AT_END),
    MOMENT("đ / năm", POV_AT_START),
    MOMENT("c / năm", POV_AT_END),
    MOMENT("đ / kỳ", POV_AT_START),
    MOMENT("c / kỳ", POV_AT_END),
    MOMENT("kỳ đầu năm", POV_AT_START),
    MOMENT("kỳ cuối năm", POV_AT_END),
    MOMENT("kỳ đầu", POV_AT_START),
    MOMENT("kỳ cuối", POV_AT_END),
    MOMENT("hiện trạng", POV_AT_BASE),
    MOMENT("thực trạng", POV_AT_BASE),
    MOMENT("hiện có", POV_AT_BASE),
    MOMENT("hiện nay", POV_AT_BASE),
    MOMENT("đến nay", POV_AT_BASE),
    MOMENT("hiện tại", POV_AT_BASE),
    MOMENT("trong năm", POV_AT_DURING),
    MOMENT("trong kỳ", POV_AT_DURING),
    MOMENT("từ đầu năm", POV_AT_DURING),
    MOMENT("từ đầu năm đến nay", POV_AT_DURING),
    MOMENT("cả năm", POV_AT_DURING),
    MOMENT("năm trước", POV_AT_START),
    MOMENT("cuối năm trước", POV_AT_START),
    MOMENT("năm trước chuyển sang", POV_AT_START),
    MOMENT("trước rà soát", POV_AT_START),
    MOMENT("sau rà soát", POV_AT_END),

    ROLE("kế hoạch", POV_ROLE_PLAN),
    ROLE("kh", POV_ROLE_PLAN),
    ROLE("kế hoạch giao", POV_ROLE_PLAN),
    ROLE("chỉ tiêu", POV_ROLE_PLAN),
    ROLE("chỉ tiêu giao", POV_ROLE_PLAN),
    ROLE("tỉnh giao", POV_ROLE_PLAN),
    ROLE("huyện giao", POV_ROLE_PLAN),
    ROLE("xã giao", POV_ROLE_PLAN),
    ROLE("tw giao", POV_ROLE_PLAN),
    ROLE("trung ương giao", POV_ROLE_PLAN),
    ROLE("thành phố giao", POV_ROLE_PLAN),
    ROLE("cấp trên giao", POV_ROLE_PLAN),
    ROLE("ubnd giao", POV_ROLE_PLAN),
    ROLE("ubnd tỉnh giao", POV_ROLE_PLAN),
    ROLE("ubnd thành phố giao", POV_ROLE_PLAN),
    ROLE("ubnd huyện giao", POV_ROLE_PLAN),
    ROLE("ubnd xã giao", POV_ROLE_PLAN),
    ROLE("hđnd giao", POV_ROLE_PLAN),
    ROLE("hđnd tỉnh giao", POV_ROLE_PLAN),
    ROLE("hđnd huyện giao", POV_ROLE_PLAN),
    ROLE("hđnd xã giao", POV_ROLE_PLAN),
    ROLE("nghị quyết hđnd", POV_ROLE_PLAN),
    ROLE("nghị quyết hđnd tỉnh", POV_ROLE_PLAN),
    ROLE("nghị quyết hđnd huyện", POV_ROLE_PLAN),
    ROLE("nghị quyết hđnd xã", POV_ROLE_PLAN),
    ROLE("nghị quyết của hđnd", POV_ROLE_PLAN),
    ROLE("chỉ tiêu kế hoạch", POV_ROLE_PLAN),
    ROLE("mục tiêu", POV_ROLE_PLAN),
    ROLE("được giao", POV_ROLE_PLAN),
    ROLE("giao", POV_ROLE_PLAN),
    ROLE("phấn đấu", POV_ROLE_PLAN),
    ROLE("dự kiến", POV_ROLE_PLAN),
    ROLE("lộ trình", POV_ROLE_PLAN),
    ROLE("phương án", POV_ROLE_PLAN),
    ROLE("định hướng", POV_ROLE_PLAN),
    ROLE("đăng ký", POV_ROLE_PLAN),
    ROLE("nghị quyết", POV_ROLE_PLAN),
    ROLE("theo nghị quyết", POV_ROLE_PLAN),
    ROLE("nghị quyết đại hội", POV_ROLE_PLAN),
    ROLE("nghị quyết đảng bộ", POV_ROLE_PLAN),
    ROLE("plan", POV_ROLE_PLAN),
    ROLE("target", POV_ROLE_PLAN),
    ROLE("planned", POV_ROLE_PLAN),
    ROLE("actual", POV_ROLE_DONE),
    ROLE("achieved", POV_ROLE_DONE),
    ROLE("thực hiện", POV_ROLE_DONE),
    ROLE("th", POV_ROLE_DONE),
    ROLE("kết quả", POV_ROLE_DONE),
    ROLE("thực tế", POV_ROLE_DONE),
    ROLE("kết quả thực hiện", POV_ROLE_DONE),
    ROLE("kq", POV_ROLE_DONE),
    ROLE("đạt", POV_ROLE_DONE),
    ROLE("đạt được", POV_ROLE_DONE),
    ROLE("outcome", POV_ROLE_DONE),
    ROLE("result", POV_ROLE_DONE),
    ROLE("ước", POV_ROLE_ESTIMATE),
    ROLE("ước thực hiện", POV_ROLE_ESTIMATE),
    ROLE("ước th", POV_ROLE_ESTIMATE),
    ROLE("uth", POV_ROLE_ESTIMATE),
    ROLE("ưth", POV_ROLE_ESTIMATE),
    ROLE("ước tính", POV_ROLE_ESTIMATE),
    ROLE("ước đạt", POV_ROLE_ESTIMATE),
    ROLE("dự báo", POV_ROLE_ESTIMATE),
    ROLE("forecast", POV_ROLE_ESTIMATE),
    ROLE("ước kết quả", POV_ROLE_ESTIMATE),
    ROLE("estimate", POV_ROLE_ESTIMATE),

    /* of whom */
    GROUP("thành thị", "urban"),
    GROUP("khu vực thành thị", "urban"),
    GROUP("đô thị", "urban"),
    GROUP("khu vực đô thị", "urban"),
    GROUP("urban", "urban"),
    GROUP("nông thôn", "rural"),
    GROUP("khu vực nông thôn", "rural"),
    GROUP("rural", "rural"),
    GROUP("dân tộc thiểu số", "ethnic_minority"),
    GROUP("dtts", "ethnic_minority"),
    GROUP("đbdtts", "ethnic_minority"),
    GROUP("đồng bào dân tộc thiểu số", "ethnic_minority"),
    GROUP("đồng bào dtts", "ethnic_minority"),
    GROUP("là dân tộc thiểu số", "ethnic_minority"),
    GROUP("là dtts", "ethnic_minority"),
    GROUP("có chủ hộ là người dtts", "ethnic_minority"),
    GROUP("có chủ hộ là người dân tộc thiểu số", "ethnic_minority"),
    GROUP("có chủ hộ là dtts", "ethnic_minority"),
    GROUP("có chủ hộ dtts", "ethnic_minority"),
    GROUP("chủ hộ là người dtts", "ethnic_minority"),
    GROUP("chủ hộ là người dân tộc thiểu số", "ethnic_minority"),
    GROUP("là người dân tộc thiểu số", "ethnic_minority"),
    GROUP("là người dtts", "ethnic_minority"),
    GROUP("là đồng bào dân tộc thiểu số", "ethnic_minority"),
    GROUP("là đồng bào dtts", "ethnic_minority"),
    GROUP("người dân tộc thiểu số", "ethnic_minority"),
    GROUP("người dtts", "ethnic_minority"),
    GROUP("ethnic minority", "ethnic_minority"),
    GROUP("ethnic minorities", "ethnic_minority"),
    GROUP("dân tộc thiểu số tại chỗ", "local_ethnic_minority"),
    GROUP("đồng bào dân tộc thiểu số tại chỗ", "local_ethnic_minority"),
    GROUP("đồng bào dtts tại chỗ", "local_ethnic_minority"),
    GROUP("dtts tại chỗ", "local_ethnic_minority"),
    GROUP("người dtts tại chỗ", "local_ethnic_minority"),
    GROUP("không có khả năng lao động", "no_labour_capacity"),
    GROUP("không còn khả năng lao động", "no_labour_capacity"),
    GROUP("không có sức lao động", "no_labour_capacity"),
    GROUP("không có thành viên có khả năng lao động", "no_labour_capacity"),
    GROUP("không còn thành viên có khả năng lao động", "no_labour_capacity"),
    GROUP("không có knlđ", "no_labour_capacity"),
    GROUP("không còn knlđ", "no_labour_capacity"),
    GROUP("có thành viên là ncc", "người có công với cách mạng"),
    GROUP("có thành viên là ncc với cách mạng", "người có công với cách mạng"),
    GROUP("có ncc", "người có công với cách mạng"),
    GROUP("ncc", "người có công với cách mạng"),
    GROUP("có thành viên là người có công với cách mạng", "người có công với cách mạng"),
    GROUP("có thành viên là người có công", "người có công với cách mạng"),
    GROUP("là người có công với cách mạng", "người có công với cách mạng"),
    GROUP("người có công với cách mạng", "người có công với cách mạng"),
    GROUP("thuộc chính sách người có công", "người có công với cách mạng"),
    GROUP("thuộc chính sách ưu đãi người có công", "người có công với cách mạng"),
    GROUP("thuộc chính sách ncc", "người có công với cách mạng"),
    GROUP("người có công", "người có công với cách mạng"),
    GROUP("có công với cách mạng", "người có công với cách mạng"),
    GROUP("có công", "người có công với cách mạng"),
    GROUP("nam", "nam"),
    GROUP("nữ", "nữ"),
    GROUP("chủ hộ là nam", "chủ hộ là nam"),
    GROUP("chủ hộ nam", "chủ hộ là nam"),
    GROUP("chủ hộ là nữ", "chủ hộ là nữ"),
    GROUP("chủ hộ nữ", "chủ hộ là nữ"),
    GROUP("do phụ nữ làm chủ hộ", "chủ hộ là nữ"),
    GROUP("do nữ làm chủ hộ", "chủ hộ là nữ"),
    GROUP("do phụ nữ làm chủ", "chủ hộ là nữ"),
    GROUP("phụ nữ làm chủ hộ", "chủ hộ là nữ"),
    GROUP("nữ làm chủ hộ", "chủ hộ là nữ"),
    GROUP("nữ làm chủ", "chủ hộ là nữ"),
    GROUP("phụ nữ làm chủ", "chủ hộ là nữ"),
    GROUP("nữ là chủ hộ", "chủ hộ là nữ"),
    GROUP("phụ nữ là chủ hộ", "chủ hộ là nữ"),
    GROUP("nữ chủ hộ", "chủ hộ là nữ"),
    GROUP("có nữ chủ hộ", "chủ hộ là nữ"),
    GROUP("có chủ hộ là nữ", "chủ hộ là nữ"),
    GROUP("có chủ hộ là phụ nữ", "chủ hộ là nữ"),
    GROUP("chủ hộ là phụ nữ", "chủ hộ là nữ"),
    GROUP("bảo trợ xã hội", "bảo trợ xã hội"),
    GROUP("chính sách bảo trợ xã hội", "bảo trợ xã hội"),
    GROUP("đối tượng bảo trợ xã hội", "bảo trợ xã hội"),
    GROUP("thuộc chính sách bảo trợ xã hội", "bảo trợ xã hội"),
    GROUP("kinh", "Kinh"),
    GROUP("dân tộc kinh", "Kinh"),
    GROUP("tày", "Tày"),
    GROUP("thái", "Thái"),
    GROUP("mường", "Mường"),
    GROUP("khmer", "Khmer"),
    GROUP("khơ me", "Khmer"),
    GROUP("hoa", "Hoa"),
    GROUP("nùng", "Nùng"),
    GROUP("mông", "Mông"),
    GROUP("h'mông", "Mông"),
    GROUP("hmông", "Mông"),
    GROUP("dao", "Dao"),
    GROUP("gia rai", "Gia Rai"),
    GROUP("jrai", "Gia Rai"),
    GROUP("ê đê", "Ê Đê"),
    GROUP("êđê", "Ê Đê"),
    GROUP("ba na", "Ba Na"),
    GROUP("chăm", "Chăm"),
    GROUP("cơ ho", "Cơ Ho"),
    GROUP("k'ho", "Cơ Ho"),
    GROUP("xơ đăng", "Xơ Đăng"),
    GROUP("hrê", "Hrê"),
    GROUP("ra glai", "Ra Glai"),
    GROUP("m'nông", "M'Nông"),
    GROUP("mnông", "M'Nông"),
    GROUP("mạ", "Mạ"),
    GROUP("stiêng", "Stiêng"),
    GROUP("xtiêng", "Stiêng"),
    GROUP("bru vân kiều", "Bru Vân Kiều"),
    GROUP("vân kiều", "Bru Vân Kiều"),
    GROUP("cơ tu", "Cơ Tu"),
    GROUP("tà ôi", "Tà Ôi"),
    GROUP("khơ mú", "Khơ Mú"),
    GROUP("giáy", "Giáy"),
    GROUP("hà nhì", "Hà Nhì"),
    GROUP("la hủ", "La Hủ"),
    GROUP("sán chay", "Sán Chay"),
    GROUP("sán dìu", "Sán Dìu"),
    GROUP("thổ", "Thổ"),
    GROUP("lào", "Lào"),
    GROUP("ngái", "Ngái"),
    GROUP("gié triêng", "Gié Triêng"),
    GROUP("chơ ro", "Chơ Ro"),
    GROUP("kháng", "Kháng"),
    GROUP("xinh mun", "Xinh Mun"),
    GROUP("chu ru", "Chu Ru"),
    GROUP("la chí", "La Chí"),
    GROUP("la ha", "La Ha"),
    GROUP("phù lá", "Phù Lá"),
    GROUP("lự", "Lự"),
    GROUP("lô lô", "Lô Lô"),
    GROUP("chứt", "Chứt"),
    GROUP("mảng", "Mảng"),
    GROUP("pà thẻn", "Pà Thẻn"),
    GROUP("cơ lao", "Cơ Lao"),
    GROUP("cống", "Cống"),
    GROUP("bố y", "Bố Y"),
    GROUP("si la", "Si La"),
    GROUP("pu péo", "Pu Péo"),
    GROUP("brâu", "Brâu"),
    GROUP("ơ đu", "Ơ Đu"),
    GROUP("co", "Co"), /* only alone: see scan_at */
    GROUP("rơ măm", "Rơ Măm"),
    GROUP("raglai", "Ra Glai"),
    GROUP("bru", "Bru Vân Kiều"),

    PART("trong đó"),
    PART("trong đó có"),
    PART("chia ra"),
    PART("gồm"),
    PART("bao gồm"),
    PART("of which"),
    PART("tđ"),
    PART("chia theo"),
    PART("phân theo"),
    PART("chia theo khu vực"),
    PART("theo khu vực"),
    PART("theo khu vực thành thị nông thôn"),
    PART("chia theo giới tính"),
    PART("chia theo giới tính chủ hộ"),
    PART("theo giới tính chủ hộ"),
    PART("chia theo dân tộc"),
    PART("phân theo dân tộc"),
    PART("theo dân tộc"),
    PART("theo đối tượng"),
    PART("theo nhóm đối tượng"),
    PART("chia theo đối tượng"),
    PART("chia theo nhóm đối tượng"),
    PART("phân theo đối tượng"),
    PART("phân theo khu vực"),

    /* columns of words: the whole heading */
    LABEL("stt", POV_LABEL_SERIAL),
    LABEL("tt", POV_LABEL_SERIAL),
    LABEL("số tt", POV_LABEL_SERIAL),
    LABEL("s tt", POV_LABEL_SERIAL),
    LABEL("số thứ tự", POV_LABEL_SERIAL),
    LABEL("thứ tự", POV_LABEL_SERIAL),
    LABEL("no", POV_LABEL_SERIAL),
    LABEL("#", POV_LABEL_SERIAL),
    LABEL("cấp", POV_LABEL_LEVEL),
    LABEL("cấp hành chính", POV_LABEL_LEVEL),
    LABEL("loại đơn vị", POV_LABEL_LEVEL),
    LABEL("level", POV_LABEL_LEVEL),
    LABEL("trực thuộc", POV_LABEL_PARENT),
    LABEL("thuộc", POV_LABEL_PARENT),
    LABEL("đơn vị cấp trên", POV_LABEL_PARENT),
    LABEL("thuộc tỉnh", POV_LABEL_PARENT),
    LABEL("thuộc huyện", POV_LABEL_PARENT),
    LABEL("thuộc xã", POV_LABEL_PARENT),
    LABEL("parent", POV_LABEL_PARENT),
    LABEL("nhóm", POV_LABEL_GROUP),
    LABEL("nhóm đối tượng", POV_LABEL_GROUP),
    LABEL("nhóm hộ", POV_LABEL_GROUP),
    LABEL("đối tượng", POV_LABEL_GROUP),
    LABEL("dân tộc", POV_LABEL_GROUP),
    LABEL("thành phần dân tộc", POV_LABEL_GROUP),
    LABEL("tên dân tộc", POV_LABEL_GROUP),
    LABEL("độ tuổi", POV_LABEL_GROUP),
    LABEL("độ tuổi chủ hộ", POV_LABEL_GROUP),
    LABEL("nhóm tuổi", POV_LABEL_GROUP),
    LABEL("nhóm tuổi chủ hộ", POV_LABEL_GROUP),
    LABEL("giới tính", POV_LABEL_GROUP),
    LABEL("giới tính chủ hộ", POV_LABEL_GROUP),
    LABEL("group", POV_LABEL_GROUP),
    LABEL("năm rà soát", POV_LABEL_YEAR),
    LABEL("năm cơ sở", POV_LABEL_YEAR),
    LABEL("thời điểm", POV_LABEL_YEAR),
    LABEL("kỳ", POV_LABEL_YEAR),
    LABEL("kỳ báo cáo", POV_LABEL_YEAR),
    LABEL("tháng", POV_LABEL_YEAR),
    LABEL("quý", POV_LABEL_YEAR),
    LABEL("năm", POV_LABEL_YEAR),
    LABEL("year", POV_LABEL_YEAR),
    LABEL("years", POV_LABEL_YEAR),
    LABEL("chuẩn", POV_LABEL_STANDARD),
    LABEL("chuẩn nghèo", POV_LABEL_STANDARD),
    LABEL("chuẩn nghèo áp dụng", POV_LABEL_STANDARD),
    LABEL("standard", POV_LABEL_STANDARD),
    LABEL("loại số liệu", POV_LABEL_KIND),
    LABEL("loại", POV_LABEL_KIND),
    LABEL("năm mục tiêu", POV_LABEL_TARGET_YEAR),
    LABEL("năm kế hoạch", POV_LABEL_TARGET_YEAR),
    LABEL("năm đích", POV_LABEL_TARGET_YEAR),
    LABEL("chỉ số", POV_LABEL_INDICATOR),
    LABEL("các chỉ số", POV_LABEL_INDICATOR),
    LABEL("chỉ tiêu", POV_LABEL_INDICATOR),
    LABEL("nội dung", POV_LABEL_INDICATOR),
    LABEL("tiêu chí", POV_LABEL_INDICATOR),
    LABEL("tên chỉ tiêu", POV_LABEL_INDICATOR),
    LABEL("nội dung chỉ tiêu", POV_LABEL_INDICATOR),
    LABEL("mục tiêu chỉ tiêu", POV_LABEL_INDICATOR),
    LABEL("mục tiêu / chỉ tiêu", POV_LABEL_INDICATOR),
    LABEL("chỉ tiêu mục tiêu", POV_LABEL_INDICATOR),
    LABEL("chỉ tiêu nhiệm vụ", POV_LABEL_INDICATOR),
    LABEL("mục tiêu nhiệm vụ", POV_LABEL_INDICATOR),
    LABEL("chỉ tiêu chủ yếu", POV_LABEL_INDICATOR),
    LABEL("các chỉ tiêu", POV_LABEL_INDICATOR),
    LABEL("chỉ số thiếu hụt", POV_LABEL_INDICATOR),
    LABEL("các chỉ số thiếu hụt", POV_LABEL_INDICATOR),
    LABEL("dịch vụ xã hội cơ bản", POV_LABEL_INDICATOR),
    LABEL("chiều thiếu hụt", POV_LABEL_INDICATOR),
    LABEL("các chiều thiếu hụt", POV_LABEL_INDICATOR),
    LABEL("chiều chỉ số", POV_LABEL_INDICATOR),
    LABEL("chiều / chỉ số", POV_LABEL_INDICATOR),
    LABEL("chiều chỉ số thiếu hụt", POV_LABEL_INDICATOR),
    LABEL("chiều / chỉ số thiếu hụt", POV_LABEL_INDICATOR),
    LABEL("các chiều chỉ số thiếu hụt", POV_LABEL_INDICATOR),
    LABEL("chỉ số thiếu hụt dịch vụ xã hội cơ bản", POV_LABEL_INDICATOR),
    LABEL("các dịch vụ xã hội cơ bản", POV_LABEL_INDICATOR),
    LABEL("indicator", POV_LABEL_INDICATOR),
    LABEL("đơn vị tính", POV_LABEL_MEASURE),
    LABEL("đvt", POV_LABEL_MEASURE),
    LABEL("phân tổ", POV_LABEL_BREAKDOWN),
    LABEL("phân loại", POV_LABEL_BREAKDOWN),
    LABEL("phân loại hộ", POV_LABEL_BREAKDOWN),
    LABEL("loại hộ", POV_LABEL_BREAKDOWN),
    LABEL("mã", POV_LABEL_CODE),
    LABEL("mã số", POV_LABEL_CODE),
    LABEL("mã đvhc", POV_LABEL_CODE),
    LABEL("mã đơn vị", POV_LABEL_CODE),
    LABEL("mã đơn vị hành chính", POV_LABEL_CODE),
    LABEL("country name", POV_LABEL_UNIT),
    LABEL("country", POV_LABEL_UNIT),
    LABEL("country code", POV_LABEL_CODE),
    LABEL("indicator name", POV_LABEL_INDICATOR),
    LABEL("series name", POV_LABEL_INDICATOR),
    LABEL("indicator code", POV_LABEL_IGNORED),
    LABEL("series code", POV_LABEL_IGNORED),
    LABEL("mã xã", POV_LABEL_CODE),
    LABEL("mã huyện", POV_LABEL_CODE),
    LABEL("mã tỉnh", POV_LABEL_CODE),
    LABEL("code", POV_LABEL_CODE),
    LABEL("nguồn", POV_LABEL_SOURCE),
    LABEL("nguồn số liệu", POV_LABEL_SOURCE),
    LABEL("văn bản", POV_LABEL_SOURCE),
    LABEL("source", POV_LABEL_SOURCE),
    LABEL("ghi chú", POV_LABEL_NOTE),
    LABEL("chú thích", POV_LABEL_NOTE),
    LABEL("note", POV_LABEL_NOTE),
    LABEL("notes", POV_LABEL_NOTE),

    STANDARD("chuẩn"),
    STANDARD("chuẩn nghèo"),
    STANDARD("chuẩn nghèo đa chiều"),
    STANDARD("chuẩn giai đoạn"),
    STANDARD("chuẩn nghèo giai đoạn"),
    STANDARD("chuẩn nghèo đa chiều giai đoạn"),
    STANDARD("theo chuẩn giai đoạn"),
    STANDARD("theo chuẩn nghèo giai đoạn"),
    STANDARD("theo chuẩn nghèo đa chiều giai đoạn"),
    STANDARD("theo chuẩn nghèo tiếp cận đa chiều giai đoạn"),
    STANDARD("theo chuẩn"),
    STANDARD("theo chuẩn nghèo"),
    STANDARD_OF("chuẩn cũ", POV_STANDARD_OLD),
    STANDARD_OF("chuẩn nghèo cũ", POV_STANDARD_OLD),
    STANDARD_OF("chuẩn nghèo đa chiều cũ", POV_STANDARD_OLD),
    STANDARD_OF("theo chuẩn cũ", POV_STANDARD_OLD),
    STANDARD_OF("theo chuẩn nghèo cũ", POV_STANDARD_OLD),
    STANDARD_OF("theo chuẩn nghèo đa chiều cũ", POV_STANDARD_OLD),
    STANDARD_OF("chuẩn mới", POV_STANDARD_NEW),
    STANDARD_OF("chuẩn nghèo mới", POV_STANDARD_NEW),
    STANDARD_OF("chuẩn nghèo đa chiều mới", POV_STANDARD_NEW),
    STANDARD_OF("theo chuẩn mới", POV_STANDARD_NEW),
    STANDARD_OF("theo chuẩn nghèo mới", POV_STANDARD_NEW),
    STANDARD_OF("theo chuẩn nghèo đa chiều mới", POV_STANDARD_NEW),
    STANDARD_OF("chuẩn trung ương", POV_STANDARD_CENTRAL),
    STANDARD_OF("chuẩn tw", POV_STANDARD_CENTRAL),
    STANDARD_OF("chuẩn quốc gia", POV_STANDARD_CENTRAL),
    STANDARD_OF("chuẩn nghèo trung ương", POV_STANDARD_CENTRAL),
    STANDARD_OF("chuẩn nghèo quốc gia", POV_STANDARD_CENTRAL),
    STANDARD_OF("chuẩn nghèo của trung ương", POV_STANDARD_CENTRAL),
    STANDARD_OF("theo chuẩn trung ương", POV_STANDARD_CENTRAL),
    STANDARD_OF("theo chuẩn quốc gia", POV_STANDARD_CENTRAL),
    STANDARD_OF("theo chuẩn nghèo quốc gia", POV_STANDARD_CENTRAL),
    STANDARD_OF("theo chuẩn nghèo trung ương", POV_STANDARD_CENTRAL),
    STANDARD_OF("theo chuẩn nghèo của trung ương", POV_STANDARD_CENTRAL),
    STANDARD_OF("chuẩn thành phố", POV_STANDARD_CITY),
    STANDARD_OF("chuẩn tp", POV_STANDARD_CITY),
    STANDARD_OF("chuẩn nghèo thành phố", POV_STANDARD_CITY),
    STANDARD_OF("chuẩn nghèo của thành phố", POV_STANDARD_CITY),
    STANDARD_OF("theo chuẩn thành phố", POV_STANDARD_CITY),
    STANDARD_OF("theo chuẩn nghèo thành phố", POV_STANDARD_CITY),
    STANDARD_OF("theo chuẩn nghèo của thành phố", POV_STANDARD_CITY),
    STANDARD_OF("chuẩn tỉnh", POV_STANDARD_PROVINCE),
    STANDARD_OF("chuẩn nghèo của tỉnh", POV_STANDARD_PROVINCE),
    STANDARD_OF("theo chuẩn tỉnh", POV_STANDARD_PROVINCE),
    STANDARD_OF("theo chuẩn nghèo của tỉnh", POV_STANDARD_PROVINCE),

    INDICATOR("việc làm", "employment"),
    INDICATOR("người phụ thuộc", "dependants"),
    INDICATOR("người phụ thuộc trong hộ", "dependants"),
    INDICATOR("người phụ thuộc trong hộ gia đình", "dependants"),
    INDICATOR("dinh dưỡng", "nutrition"),
    INDICATOR("bảo hiểm y tế", "health_insurance"),
    INDICATOR("bhyt", "health_insurance"),
    INDICATOR("trình độ giáo dục của người lớn", "adult_education"),
    INDICATOR("trình độ giáo dục người lớn", "adult_education"),
    INDICATOR("giáo dục người lớn", "adult_education"),
    INDICATOR("giáo dục nl", "adult_education"),
    INDICATOR("gd người lớn", "adult_education"),
    INDICATOR("gd trẻ em", "child_schooling"),
    INDICATOR("trình độ gd người lớn", "adult_education"),
    INDICATOR("tình trạng đi học của trẻ em", "child_schooling"),
    INDICATOR("tình trạng đi học trẻ em", "child_schooling"),
    INDICATOR("đi học của trẻ em", "child_schooling"),
    INDICATOR("giáo dục trẻ em", "child_schooling"),
    INDICATOR("giáo dục te", "child_schooling"),
    INDICATOR("chất lượng nhà ở", "housing_quality"),
    INDICATOR("cl nhà ở", "housing_quality"),
    INDICATOR("diện tích nhà ở bình quân đầu người", "housing_area"),
    INDICATOR("diện tích nhà ở", "housing_area"),
    INDICATOR("dt nhà ở", "housing_area"),
    INDICATOR("nguồn nước sinh hoạt", "water"),
    INDICATOR("nguồn nước", "water"),
    INDICATOR("nước sinh hoạt", "water"),
    INDICATOR("nhà tiêu hợp vệ sinh", "sanitation"),
    INDICATOR("nhà tiêu", "sanitation"),
    INDICATOR("hố xí nhà tiêu hợp vệ sinh", "sanitation"),
    INDICATOR("sử dụng dịch vụ viễn thông", "telecom"),
    INDICATOR("dịch vụ viễn thông", "telecom"),
    INDICATOR("viễn thông", "telecom"),
    INDICATOR("phương tiện phục vụ tiếp cận thông tin", "information_access"),
    INDICATOR("phương tiện tiếp cận thông tin", "information_access"),
    INDICATOR("tiếp cận thông tin", "information_access"),
    INDICATOR("pt thông tin", "information_access"),
    INDICATOR("pt tiếp cận thông tin", "information_access"),
    INDICATOR("phương tiện thông tin", "information_access"),
    INDICATOR("pttt", "information_access"),

    FILLER("năm"),
    FILLER("giữa kỳ"),
    FILLER("lũy kế"),
    FILLER("tương đương"),
    FILLER("tương đương với"),
    FILLER("tương ứng"),
    FILLER("điều chỉnh"),
    FILLER("sau điều chỉnh"),
    FILLER("trước điều chỉnh"),
    FILLER("luỹ kế"),
    FILLER("cộng dồn"),
    FILLER("đến"),
    FILLER("đến hết"),
    FILLER("tính đến"),
    FILLER("tại"),
    FILLER("vào"),
    FILLER("ngày"),
    FILLER("tháng"),
    FILLER("quý"),
    FILLER("của"),
    FILLER("các"),
    FILLER("từng năm"),
    FILLER("cho từng năm"),
    FILLER("qua các năm"),
    FILLER("qua từng năm"),
    FILLER("và"),
    FILLER("với"),
    FILLER("là"),
    FILLER("có"),
    FILLER("theo"),
    FILLER("về"),
    FILLER("trên"),
    FILLER("trên địa bàn"),
    FILLER("trên địa bàn tỉnh"),
    FILLER("trên địa bàn huyện"),
    FILLER("trên địa bàn xã"),
    FILLER("trên địa bàn phường"),
    FILLER("trên địa bàn thành phố"),
    FILLER("trên địa bàn thị xã"),
    FILLER("trên địa bàn thôn"),
    FILLER("toàn tỉnh"),
    FILLER("toàn huyện"),
    FILLER("toàn xã"),
    FILLER("toàn quốc"),
    FILLER("toàn thành phố"),
    FILLER("toàn tp"),
    FILLER("toàn thị xã"),
    FILLER("toàn quận"),
    FILLER("toàn phường"),
    FILLER("toàn thị trấn"),
    FILLER("toàn đặc khu"),
    FILLER("toàn thôn"),
    FILLER("toàn bản"),
    FILLER("toàn ấp"),
    FILLER("toàn vùng"),
    FILLER("của tỉnh"),
    FILLER("của huyện"),
    FILLER("của xã"),
    FILLER("chung"),
    FILLER("chung hai khu vực"),
    FILLER("chung cả hai khu vực"),
    FILLER("cả hai khu vực"),
    FILLER("chung toàn tỉnh"),
    FILLER("chung toàn huyện"),
    FILLER("chung toàn xã"),
    FILLER("general"),
    FILLER("cũ"),
    FILLER("sau sắp xếp"),
    FILLER("trước sắp xếp"),
    FILLER("sau sáp nhập"),
    FILLER("trước sáp nhập"),
    FILLER("chính thức"),
    FILLER("sơ bộ"),
    FILLER("rà soát"),
    FILLER("diễn biến"),
    FILLER("biến động"),
    FILLER("tình hình"),
    FILLER("thuộc"),
    FILLER("thuộc diện"),
    FILLER("hệ thống chỉ tiêu"),
    FILLER("chỉ tiêu thống kê"),
    FILLER("một số chỉ tiêu"),
    FILLER("chiều"),
    FILLER("chiều việc làm"),
    FILLER("chiều y tế"),
    FILLER("chiều giáo dục"),
    FILLER("chiều nhà ở"),
    FILLER("chiều nước sinh hoạt và vệ sinh"),
    FILLER("chiều thông tin"),
    FILLER("chỉ số"),
    FILLER("các chỉ số"),
    FILLER("nhóm"),
    FILLER("đối tượng"),
    FILLER("nhóm đối tượng"),
    FILLER("phân theo"),
    FILLER("dịch vụ xã hội cơ bản"),
    FILLER("dvxhcb"),
    FILLER("mức"),
    FILLER("trong"),
    FILLER("danh sách"),
    FILLER("theo chuẩn nghèo đa chiều"),
    FILLER("theo chuẩn đa chiều"),
    FILLER("đa chiều"),
    COMPARED("so với"),
    COMPARED("so với năm"),
    COMPARED("so với năm trước"),
    COMPARED("so năm trước"),
    COMPARED("so với cùng kỳ"),
    COMPARED("so với cùng kỳ năm trước"),
    COMPARED("so với cùng kỳ năm"),
    COMPARED("so với đầu giai đoạn"),
    COMPARED("so cùng kỳ"),
    COMPARED("so năm"),
    COMPARED("so với cuối năm"),
    COMPARED("so với đầu năm"),
    COMPARED("so với đầu kỳ"),
    FILLER("so với tổng số hộ dân cư"),
    FILLER("so với tổng số hộ dân"),
    FILLER("so với tổng số hộ"),
    FILLER("so với tổng hộ"),
    FILLER("so với tổng hộ dân"),
    FILLER("so tổng số hộ"),
    FILLER("so tổng số hộ dân"),
    FILLER("so với số hộ"),
    FILLER("so với hộ"),
    FILLER("so với hộ dân"),
    FILLER("trên số hộ"),
    FILLER("trên hộ"),
    FILLER("trên tổng số hộ dân cư"),
    FILLER("trên tổng số hộ dân"),
    FILLER("trên tổng số hộ"),
    FILLER("trên tổng hộ"),
    FILLER("/ tổng số hộ dân cư"),
    FILLER("/ tổng số hộ dân"),
    FILLER("/ tổng số hộ"),
    FILLER("/ tổng hộ"),
    FILLER("từ"),
    FILLER("thực tế cư trú"),
    FILLER("thực tế đang cư trú"),
    FILLER("thực tế sinh sống"),
    FILLER("đang cư trú"),
    FILLER("đang sinh sống"),
    FILLER("do"),
    FILLER("diện"),
    FILLER("nghị định"),
    FILLER("nghị định số"),
    FILLER("nghị định 07"),
    FILLER("nđ"),
    FILLER("nđ 07"),
    FILLER("qđ"),
    FILLER("ở"),
    FILLER("đã"),
    FILLER("cần"),
    FILLER("phải"),
    FILLER("được"),
    FILLER("quyết định"),
    FILLER("báo cáo"),
    FILLER("số liệu"),
    FILLER("phần mềm"),
    FILLER("trên phần mềm"),
    FILLER("cơ sở dữ liệu"),
    FILLER("biên bản"),
    FILLER("phê duyệt"),
    FILLER("điều tra"),
    FILLER("tổng hợp"),
    FILLER("thống kê"),
    FILLER("công nhận"),
    FILLER("thời điểm"),
    FILLER("tại thời điểm"),
    FILLER("định kỳ"),
    YEARLY("bình quân"),
    YEARLY("hằng năm"),
    YEARLY("hàng năm"),
    YEARLY("mỗi năm"),
    YEARLY("một năm"),
    YEARLY("/ năm"),
    YEARLY("bình quân năm"),
    YEARLY("bình quân / năm"),
    YEARLY("bình quân 1 năm"),
    YEARLY("bình quân mỗi năm"),
    YEARLY("bình quân một năm"),
    YEARLY("bình quân hằng năm"),
    YEARLY("bình quân hàng năm"),
    YEARLY("trung bình mỗi năm"),
    YEARLY("trung bình hằng năm"),
    YEARLY("trung bình hàng năm"),
    BOUND("tối thiểu", POV_AT_LEAST),
    BOUND("ít nhất", POV_AT_LEAST),
    BOUND("trở lên", POV_AT_LEAST),
    BOUND("tối đa", POV_AT_MOST),
    BOUND("nhiều nhất", POV_AT_MOST),
    BOUND("không quá", POV_AT_MOST),
    FILLER("giai đoạn"),
    FILLER("cả giai đoạn"),
    FILLER("toàn giai đoạn"),
    FILLER("tương ứng"),
    FILLER("giá trị"),
    FILLER("value"),
    FILLER("sum of"),
    FILLER("tổng của"),
    FILLER("of"),
    FILLER("the"),
    FILLER("in"),
    FILLER("at"),
    FILLER("end"),
    FILLER("by"),
    FILLER("pre"),
    FILLER("prel"),
    FILLER("+"),
    FILLER("-"),
    FILLER("/"),
    FILLER("="),
};

#define PHRASES POV_LENGTH(phrases)

/* The phrases by their first byte, each in the order of the list: of a byte from first[byte] to
 * first[byte + 1]. */
struct pov_phrases {
    uint16_t first[UCHAR_MAX + 3];
    uint16_t phrase[PHRASES];
};

static struct pov_phrases *sort_phrases(void)
{
    struct pov_phrases *by = calloc(1, sizeof *by);

    if (by == NULL) {
        return NULL;
    }
    /* counted two places further on, so that filling in leaves each start where it belongs */
    for (size_t i = 0; i < PHRASES; i++) {
        by->first[(unsigned char)phrases[i].text[0] + 2]++;
    }
    for (size_t c = 2; c < POV_LENGTH(by->first); c++) {
        by->first[c] = (uint16_t)(by->first[c] + by->first[c - 1]);
    }
    for (size_t i = 0; i < PHRASES; i++) {
        by->phrase[by->first[(unsigned char)phrases[i].text[0] + 1]++] = (uint16_t)i;
    }
    return by;
}

/* ---- the text in words ---- */

static bool is_letter(char c)
{
    return (unsigned char)c >= 0x80U || (c >= 'a' && c <= 'z') || pov_is_digit(c) || c == '\'';
}

/* What folded text writes differently without meaning anything else. */
static const struct {
    const char *text, *instead;
} spellings[] = {
    {"tỉ lệ", "tỷ lệ"},
    {"hộ gđ", "hộ gia đình"},
    {"t.số", "tổng số"},
    {"t. số", "tổng số"},
    {"t.lệ", "tỷ lệ"},
    {"t. lệ", "tỷ lệ"},
    {"s.lượng", "số lượng"},
    {"s.hộ", "số hộ"},
    {"tr.đó", "trong đó"},
    {"tr. đó", "trong đó"},
    {"đ.vị", "đơn vị"},
    {"đ/vị", "đơn vị"},
    {"đv hành chính", "đơn vị hành chính"},
    {"n.khẩu", "nhân khẩu"},
    {"k.hoạch", "kế hoạch"},
    {"h.nghèo", "hộ nghèo"},
    {"c.nghèo", "cận nghèo"},
    {"t.hiện", "thực hiện"},
    {"đầu kì", "đầu kỳ"},
    {"cuối kì", "cuối kỳ"},
    {"trong kì", "trong kỳ"},
    {"uỷ", "ủy"},
    {"\xE2\x80\x93", "-"},
    {"\xE2\x80\x94", "-"},
    {"tỉ trọng", "tỷ trọng"},
    {"near-poor", "near poor"},
    {"near-poverty", "near poverty"},
    {"c.năm", "cuối năm"},
    {"đ.năm", "đầu năm"},
    {"kế họach", "kế hoạch"},
    {"\xEF\xBC\x85", "%"},
};

/* "07/2021/nđ-cp", "45/kh-ubnd": the length of a document's number, which dates nothing. */
static size_t document_number(const char *folded)
{
    const size_t digits = strspn(folded, "0123456789/");
    size_t length = digits, dashes = 0;

    if (digits < 2 || folded[digits - 1] != '/') {
        return 0;
    }
    while (is_letter(folded[length]) || (folded[length] == '-' && is_letter(folded[length + 1]))) {
        dashes += folded[length] == '-' && length > digits;
        length++;
    }
    return dashes > 0 ? length : 0;
}

static void respell(const char *folded, pov_buffer *out)
{
    while (*folded != '\0') {
        folded += pov_is_digit(*folded) ? document_number(folded) : 0;
        size_t i = 0;
        const size_t count = POV_LENGTH(spellings);
        while (i < count &&
               (spellings[i].text[0] != *folded || !pov_text_begins(folded, spellings[i].text))) {
            i++;
        }
        if (i < count) {
            pov_buffer_text(out, spellings[i].instead);
            folded += strlen(spellings[i].text);
        } else {
            pov_buffer_char(out, *folded++);
        }
    }
}

/* Abbreviations that are written as one word: of those the phrases know the parts. */
static const struct {
    const char *word, *instead;
} compounds[] = {
    {"tlhn", "tl hn"},       {"tlhcn", "tl hcn"},        {"tshn", "ts hn"},
    {"tshcn", "ts hcn"},     {"slhn", "sl hn"},          {"shn", "số hn"},
    {"shcn", "số hcn"},      {"tsh", "ts hộ"},           {"sh", "số hộ"},
    {"ds", "dân số"},        {"snk", "số khẩu"},         {"sk", "số khẩu"},
    {"gđ", "giai đoạn"},     {"hvs", "hợp vệ sinh"},     {"kqth", "kết quả thực hiện"},
    {"đc", "đa chiều"},      {"btxh", "bảo trợ xã hội"}, {"mt", "mục tiêu"},
    {"dk", "dự kiến"},       {"bq", "bình quân"},        {"nq", "nghị quyết"},
    {"tsnk", "ts khẩu"},     {"tsk", "ts khẩu"},         {"hndtts", "hn dtts"},
    {"hcndtts", "hcn dtts"}, {"ps", "phát sinh"},        {"mstb", "mức sống trung bình"},
};

static const char *written_out(const char *word, size_t length)
{
    for (size_t i = 0; i < POV_LENGTH(compounds); i++) {
        if (strlen(compounds[i].word) == length && memcmp(compounds[i].word, word, length) == 0) {
            return compounds[i].instead;
        }
    }
    return NULL;
}

/* A word is letters and digits; dots, dashes and slashes within it only between digits. */
static size_t word_length(const char *at)
{
    size_t length = 0;

    if (memcmp(at, "\xE2\x80\xB0", strnlen(at, 3)) == 0) {
        return 3;
    }
    while (is_letter(at[length]) && !pov_text_begins(at + length, "\xE2\x80\xB0") &&
           pov_text_raised(at + length) == 0) {
        length++;
        while (pov_is_digit(at[length - 1]) && strchr(".-/", at[length]) != NULL &&
               at[length] != '\0' && pov_is_digit(at[length + 1])) {
            length++;
        }
    }
    return length;
}

/* Appends the words of the text with one blank between them; signs are words; brackets are kept. */
static void split_words(const char *text, pov_buffer *out)
{
    const char *const start = text;

    while (*text != '\0') {
        size_t length = word_length(text);
        if (length == 0 && strchr("%()+/-=#", *text) != NULL) {
            length = 1;
        }
        if (length == 0) {
            text += pov_text_raised(text) > 0 ? pov_text_raised(text) : 1;
            continue;
        }
        if (out->length > 0) {
            pov_buffer_char(out, ' ');
        }
        const bool joined = text > start && text[-1] == '&'; /* "Sở NN&MT": no "mục tiêu" */
        const char *instead = joined ? NULL : written_out(text, length);
        pov_buffer_add(out, instead != NULL ? instead : text,
                       instead != NULL ? strlen(instead) : length);
        text += length;
    }
}

/* ---- numbers that are years ---- */

static int number_at(const char *text, size_t digits)
{
    int value = 0;

    for (size_t i = 0; i < digits; i++) {
        if (!pov_is_digit(text[i]) || i > 4) { /* neither a year nor a month */
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return pov_is_digit(text[digits]) ? -1 : value;
}

static bool is_year(int year)
{
    return year >= 1990 && year <= 2099;
}

/* The end of a month; that of December is the year's. */
static pov_token dated(int year, int month)
{
    return (pov_token){.class = POV_PHRASE_YEAR,
                       .year = (int16_t)year,
                       .month = (uint8_t)(month == 12 ? 0 : month)};
}

/* "2023", "2022-2025", "12/2023", "31/12/2023", "2023-06" */
static bool read_year(const char *word, size_t length, pov_token *token)
{
    int first = length >= 4 ? number_at(word, 4) : -1;

    if (is_year(first) && length == 4) {
        *token = (pov_token){.class = POV_PHRASE_YEAR, .year = (int16_t)first};
        return true;
    }
    if (is_year(first) && length == 9 && (word[4] == '-' || word[4] == '/')) {
        int last = number_at(word + 5, 4);
        *token =
            (pov_token){.class = POV_PHRASE_PERIOD, .year = (int16_t)first, .last = (int16_t)last};
        return is_year(last) && last > first;
    }
    if (is_year(first) && length == 7 && (word[4] == '-' || word[4] == '/')) {
        int month = number_at(word + 5, 2);
        *token =
            (pov_token){.class = POV_PHRASE_YEAR, .year = (int16_t)first, .month = (uint8_t)month};
        return month >= 1 && month <= 12;
    }
    /* a month, or a day and a month, before a year */
    const char *slash = length > 5 ? word + length - 5 : word;
    int year = length > 5 ? number_at(slash + 1, 4) : -1;
    if (!is_year(year) || (*slash != '/' && *slash != '-' && *slash != '.')) {
        return false;
    }
    const char *month_at = slash;
    while (month_at > word && pov_is_digit(month_at[-1])) {
        month_at--;
    }
    int month = number_at(month_at, (size_t)(slash - month_at));
    const long day = month_at > word ? strtol(word, NULL, 10) : 0;
    const bool moved = (month == 1 && day == 1) || (month == 12 && day > 0 && day < 31);
    if (month == 1 && day == 1) {
        year--; /* 1 January: what was at the end of the year before */
        month = 12;
    }
    *token = dated(year, month);
    token->moved = moved;
    return month >= 1 && month <= 12;
}

/* ---- scanning ---- */

static void add(pov_scan *scan, pov_token token, size_t start, size_t length, bool bracketed)
{
    if (pov_grow(&scan->token, &scan->capacity, scan->count + 1, sizeof *scan->token) != POV_OK) {
        scan->failed = true;
        return;
    }
    token.start = start;
    token.length = length;
    token.bracketed = bracketed;
    scan->token[scan->count++] = token;
}

/* How many bytes two texts have in common at their beginnings. */
static size_t in_common(const char *a, const char *b)
{
    size_t length = 0;

    while (a[length] != '\0' && a[length] == b[length]) {
        length++;
    }
    return length;
}

static const phrase *longest_at(const struct pov_phrases *by, const char *text, size_t *length)
{
    const phrase *best = NULL;
    const unsigned char byte = (unsigned char)text[0];

    *length = 0;
    for (size_t i = by->first[byte]; i < by->first[byte + 1]; i++) {
        const phrase *p = &phrases[by->phrase[i]];
        const size_t size = p->class != POV_PHRASE_LABEL ? in_common(p->text, text) : 0;
        if (size > *length && p->text[size] == '\0' && (text[size] == ' ' || text[size] == '\0')) {
            best = p;
            *length = size;
        }
    }
    return best;
}

/* A number of one or two digits, or a quarter's Roman one; 0 for none. */
static int small_number(const char **at)
{
    static const char *const quarters[] = {"iv", "iii", "ii", "i"}; /* of 4, 3, 2, 1 */
    const size_t word = strcspn(*at, " /");
    size_t digits = strspn(*at, "0123456789");
    int number = digits > 0 && digits <= 2 ? number_at(*at, digits) : 0;

    for (int i = 0; i < 4 && digits == 0 && number == 0; i++) {
        if (word == strlen(quarters[i]) && strncmp(*at, quarters[i], word) == 0) {
            number = 4 - i;
            digits = word;
        }
    }
    *at += digits;
    return number;
}

/* "6 tháng đầu năm 2023", "tháng 6 năm 2023", "quý II năm 2023", "ngày 31 tháng 12 năm 2022". */
static size_t month_before_year(const char *text, pov_token *token)
{
    static const struct {
        const char *before, *after;
        int months; /* that one stands for */
    } forms[] = {{"", " tháng đầu năm ", 1}, {"", " tháng năm ", 1}, {"tháng ", " năm ", 1},
                 {"tháng ", " ", 1},         {"quý ", " năm ", 3},   {"quý ", " ", 3},
                 {"quý ", "/", 3},           {"quý ", " / ", 3},     {"quý ", " - ", 3},
                 {"", " tháng đầu năm", 1},  {"", " tháng", 1},      {"quý ", "", 3},
                 {"tháng ", "", 1}};
    const char *start = text;
    bool first = false; /* of a month */

    if (strchr("0123456789ivtqn", text[0]) == NULL) {
        return 0; /* as most words */
    }
    if (pov_text_skip(&start, "ngày ")) {
        const char *day = start;
        first = small_number(&day) == 1;
        if (!pov_text_skip(&day, " ") || !pov_text_begins(day, "tháng ")) {
            return 0;
        }
        start = day;
    }
    const char *rest = start;
    if (small_number(&rest) > 0 && pov_text_skip(&rest, " tháng cuối năm")) {
        *token = (pov_token){.class = POV_PHRASE_UNKNOWN}; /* neither of the year nor up to it */
        return (size_t)(rest - text);
    }
    for (size_t i = 0; i < POV_LENGTH(forms); i++) {
        const char *at = start;
        if (!pov_text_skip(&at, forms[i].before)) {
            continue;
        }
        int month = small_number(&at) * forms[i].months;
        if (month < 1 || month > 12 || !pov_text_skip(&at, forms[i].after)) {
            continue;
        }
        int year = strnlen(at, 4) == 4 ? number_at(at, 4) : -1;
        if (is_year(year) && (at[4] == ' ' || at[4] == '\0')) {
            *token = first && month == 1 ? dated(year - 1, 12) : dated(year, month);
            return (size_t)(at + 4 - text);
        }
        const bool yearless = forms[i].before[0] == '\0' || forms[i].after[0] == '\0';
        if (yearless && (*at == ' ' || *at == '\0')) {
            *token = dated(0, month); /* "6 tháng", of the year that is named elsewhere */
            if (month == 12) {
                const bool months = forms[i].before[0] == '\0'; /* "12 tháng" */
                *token = (pov_token){.class = POV_PHRASE_MOMENT,
                                     .value = months ? POV_AT_DURING : POV_AT_END};
            }
            return (size_t)(at - text);
        }
    }
    return 0;
}

/* Whether a period is written with blanks: "2021 - 2025". */
static bool is_apart(const char *text)
{
    const int first =
        strnlen(text, 7) == 7 && pov_text_begins(text + 4, " - ") ? number_at(text, 4) : -1;
    const int last = is_year(first) && strnlen(text + 7, 4) == 4 ? number_at(text + 7, 4) : -1;

    return is_year(last) && last > first && (text[11] == ' ' || text[11] == '\0');
}

/* "1. Việc làm", "1.2. Số hộ", "II. Hộ nghèo", "a) Số hộ": the number in a list. */
static bool is_list_number(const char *text, size_t length)
{
    return (length == 1 && text[0] >= 'a' && text[0] <= 'e') ||
           (length <= 4 && strspn(text, "ivx") == length) ||
           (length <= 5 && strspn(text, "0123456789") <= 2 && pov_is_digit(text[0]) &&
            strspn(text, "0123456789.") == length);
}

/* "NĐ 07/2021", "Quyết định số 59/2015": no month of a year. */
static bool is_of_document(const pov_scan *scan, const char *word)
{
    static const char *const kinds[] = {"nđ",          "tt",           "qđ",
                                        "nghị định",   "nghị định số", "thông tư",
                                        "thông tư số", "quyết định",   "quyết định số"};
    const char *text = pov_buffer_get(&scan->text);
    bool found = false;

    for (size_t i = 0; i < POV_LENGTH(kinds) && word > text; i++) {
        const size_t length = strlen(kinds[i]);
        const size_t before = (size_t)(word - text) - 1;
        found = found || (before >= length && memcmp(word - 1 - length, kinds[i], length) == 0 &&
                          (before == length || word[-2 - (ptrdiff_t)length] == ' '));
    }
    return found && memchr(word, '/', strcspn(word, " ")) != NULL;
}

static size_t scan_at(pov_scan *scan, size_t start, bool bracketed)
{
    const char *text = scan->text.data + start;
    const size_t word = strcspn(text, " ");
    pov_token token = {0};
    size_t length = month_before_year(text, &token);

    if (length > 0) {
        add(scan, token, start, length, bracketed);
        return length;
    }
    const phrase *found = longest_at(scan->phrases, text, &length);
    if (found != NULL && strcmp(found->text, "co") == 0 && (start > 0 || text[length] != '\0')) {
        found = NULL; /* "có" without its mark */
    }
    if (found != NULL) {
        token = (pov_token){.class = found->class,
                            .value = found->value,
                            .name = found->name[0] != '\0' ? found->name : NULL};
    } else {
        length = is_apart(text) ? strlen("2021 - 2025") : word;
        if (length > word) { /* "2021 - 2025" */
            token = (pov_token){.class = POV_PHRASE_PERIOD,
                                .year = (int16_t)number_at(text, 4),
                                .last = (int16_t)number_at(text + 7, 4)};
        } else if (is_of_document(scan, text)) {
            token.class = POV_PHRASE_FILLER;
        } else if (!read_year(text, word, &token)) {
            const bool number = start == 0 && text[word] == ' ' && is_list_number(text, word);
            token.class = number ? POV_PHRASE_FILLER : POV_PHRASE_UNKNOWN;
        }
    }
    add(scan, token, start, length, bracketed);
    return length;
}

bool pov_words_narrow(const char *words)
{
    static const char *const starts[] = {"có ",
                                         "là ",
                                         "do ",
                                         "không ",
                                         "thiếu ",
                                         "vay ",
                                         "hưởng ",
                                         "cần ",
                                         "chưa ",
                                         "tham gia ",
                                         "nhận ",
                                         "hỗ trợ ",
                                         "được ",
                                         "trừ ",
                                         "thuộc diện ",
                                         "thuộc đối tượng ",
                                         "thuộc chính sách ",
                                         "ngoại trừ ",
                                         "đã trừ ",
                                         "ngoài "};
    static const char *const others[] = {"được phê duyệt", "được công nhận", "được rà soát",
                                         "được giao",      "được duyệt",     "có đến",
                                         "có tính",        "có mặt",         "có tại",
                                         "có danh sách",   "có biểu",        "có phụ lục"};

    return POV_STARTS_ANY(words, starts) && !POV_STARTS_ANY(words, others);
}

/* What is in brackets counts where every word of it is known: "(hộ)", "(DTTS)"; else it is a
 * remark, "(Theo Quyết định đã phê duyệt)", of which only "‰" counts. */
static void drop_remark(pov_scan *scan, size_t from)
{
    bool known = true;

    for (size_t i = from; i < scan->count; i++) {
        const pov_token *token = &scan->token[i];
        known = known && token->class != POV_PHRASE_UNKNOWN;
        if (token->class == POV_PHRASE_SCALE && token->value == POV_SCALE_PERMILLE) {
            scan->token[from] = *token;
            scan->count = from + 1;
            return;
        }
    }
    if (!known) {
        scan->less =
            scan->less || pov_words_narrow(pov_buffer_get(&scan->text) + scan->token[from].start);
        scan->count = from;
    }
}

static void take_words(pov_scan *scan, const char *text, size_t length)
{
    pov_buffer respelt = {0};

    pov_buffer_clear(&scan->folded);
    pov_buffer_clear(&scan->text);
    pov_text_fold(text, length, &scan->folded);
    respell(pov_buffer_get(&scan->folded), &respelt);
    split_words(pov_buffer_get(&respelt), &scan->text);
    scan->failed = scan->failed || scan->folded.failed || respelt.failed || scan->text.failed;
    pov_buffer_fini(&respelt);
}

static void find_phrases(pov_scan *scan)
{
    size_t depth = 0, opened = 0;

    scan->count = 0;
    scan->less = false;
    for (size_t at = 0; at < scan->text.length && !scan->failed;) {
        char c = scan->text.data[at];
        size_t taken = 1;
        if (c == '(') {
            opened = depth++ == 0 ? scan->count : opened;
        } else if (c == ')') {
            depth -= depth > 0;
            if (depth == 0) {
                drop_remark(scan, opened);
            }
        } else {
            taken = scan_at(scan, at, depth > 0);
        }
        at += taken + (scan->text.data[at + taken] == ' ');
    }
}

/* ---- text without marks ---- */

/* "TongSoHo" as "Tong So Ho", "Nam2022" as "Nam 2022". */
static void split_humps(const char *text, size_t length, pov_buffer *out)
{
    for (size_t i = 0; i < length; i++) {
        const bool small = i > 0 && text[i - 1] >= 'a' && text[i - 1] <= 'z';
        if (small && ((text[i] >= 'A' && text[i] <= 'Z') || pov_is_digit(text[i]))) {
            pov_buffer_char(out, ' ');
        }
        pov_buffer_char(out, text[i]);
    }
}

/* Words of totals and dates, which are no phrases. */
static const char *const other_words[] = {"toàn", "toàn bộ", "cả nước", "cộng", "cụm", "khối",
                                          "nhóm", "tháng",   "ngày",    "quý",  "khác"};

/* Whether words may be the text without their marks, as far as their first two bytes tell: most
 * are not. */
static bool may_be_unmarked(const char *words, const char *text)
{
    static const char d[] = "\xC4\x91"; /* đ */
    const bool plain = (unsigned char)words[0] < 0x80;

    return plain ? words[0] == text[0] &&
                       ((unsigned char)words[1] >= 0x80 || words[1] == '\0' || words[1] == text[1])
                 : words[0] != d[0] || words[1] != d[1] || text[0] == 'd';
}

/* The longest phrase that the words are without their marks, or NULL; of equals the one that may be
 * over a column: "ma" is "mã", no "Mạ". */
static const char *unmarked_at(const char *text, size_t *length)
{
    const char *best = NULL;

    *length = 0;
    for (size_t i = 0; i < PHRASES + POV_LENGTH(other_words); i++) {
        const bool of_phrase = i < PHRASES;
        const char *words = of_phrase ? phrases[i].text : other_words[i - PHRASES];
        const size_t size = may_be_unmarked(words, text) ? pov_text_bare_prefix(words, text) : 0;
        const bool label =
            size > 0 && size == *length && of_phrase && phrases[i].class == POV_PHRASE_LABEL;
        if ((size > *length || label) && !isalnum((unsigned char)text[size])) {
            best = words;
            *length = size;
        }
    }
    return best;
}

/* Writes the words with their marks, where they are of phrases; false: others are there, out of
 * brackets. `only_all`: then what is written is no matter. */
static bool restore_marks(const char *text, bool only_all, pov_buffer *out)
{
    size_t depth = 0;
    bool all = true;

    while (*text != '\0' && (all || !only_all)) {
        size_t length = 1;
        if (*text >= 'a' && *text <= 'z') {
            const char *found = unmarked_at(text, &length);
            length = found != NULL ? length : strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789");
            pov_buffer_add(out, found != NULL ? found : text,
                           found != NULL ? strlen(found) : length);
            all = all && (found != NULL || depth > 0);
        } else {
            depth += *text == '(';
            depth -= *text == ')' && depth > 0;
            pov_buffer_char(out, *text);
        }
        text += length;
    }
    return all;
}

void pov_label_fold(const char *text, size_t length, pov_marks marks, pov_buffer *out)
{
    pov_buffer folded = {0};

    if (marks != POV_MARKS_NONE || !pov_text_is_ascii(text, length)) {
        pov_text_fold(text, length, out);
        return;
    }
    pov_text_fold(text, length, &folded);
    (void)restore_marks(pov_buffer_get(&folded), false, out);
    pov_buffer_end(&folded, &out->failed);
}

/* The words of "Tong so ho" or "TongSoHo" with their marks; false: there are others. */
static bool take_unmarked_words(pov_scan *scan, const char *text, size_t length)
{
    pov_buffer apart = {0}, restored = {0};

    split_humps(text, length, &apart);
    take_words(scan, pov_buffer_get(&apart), apart.length);
    scan->failed = scan->failed || apart.failed;
    bool all = !scan->failed &&
               restore_marks(pov_buffer_get(&scan->text), scan->marks != POV_MARKS_NONE, &restored);
    if (all || (scan->marks == POV_MARKS_NONE && !scan->failed)) {
        pov_buffer_clear(&scan->text);
        pov_buffer_add(&scan->text, pov_buffer_get(&restored), restored.length);
    }
    scan->failed = scan->failed || restored.failed || scan->text.failed;
    pov_buffer_fini(&apart);
    pov_buffer_fini(&restored);
    return all;
}

void pov_scan_text(pov_scan *scan, const char *text, size_t length)
{
    const bool bare = scan->marks != POV_MARKS_THERE && pov_text_is_ascii(text, length);

    if (scan->source.length == length && length > 0 && scan->source_marks == scan->marks &&
        memcmp(scan->source.data, text, length) == 0) {
        return; /* a label is asked in several ways */
    }
    pov_buffer_clear(&scan->source);
    pov_buffer_add(&scan->source, text, length);
    scan->source_marks = scan->marks;
    scan->phrases = scan->phrases != NULL ? scan->phrases : sort_phrases();
    scan->failed = scan->failed || scan->source.failed || scan->phrases == NULL;
    scan->count = 0;
    scan->restored = false;
    if (bare && scan->marks == POV_MARKS_NONE) {
        scan->restored = take_unmarked_words(scan, text, length);
    } else {
        take_words(scan, text, length);
    }
    if (!scan->failed) {
        find_phrases(scan);
    }
    if (bare && scan->marks == POV_MARKS_PERHAPS && !scan->failed &&
        pov_scan_has(scan, POV_PHRASE_UNKNOWN, 0)) {
        scan->restored = take_unmarked_words(scan, text, length);
        if (!scan->restored && !scan->failed) {
            take_words(scan, text, length);
        }
        if (!scan->failed) {
            find_phrases(scan);
        }
    }
}

bool pov_token_is(const char *text, const pov_token *token, const char *word)
{
    return token->length == strlen(word) && strncmp(text + token->start, word, token->length) == 0;
}

bool pov_token_compares(const pov_token *token)
{
    return token->class == POV_PHRASE_FILLER && token->value != 0;
}

bool pov_scan_has(const pov_scan *scan, pov_phrase_class class, int value)
{
    for (size_t i = 0; i < scan->count; i++) {
        if (scan->token[i].class == class && (value == 0 || scan->token[i].value == value)) {
            return true;
        }
    }
    return false;
}

/* Whether what is between the slashes around a word is a heading by itself: "Đơn vị/Chỉ tiêu". */
static bool is_heading_between_slashes(const char *text, size_t at)
{
    static const char slash[] = " / ";
    const char *from = text, *end = strstr(text, slash);
    bool found = false;

    if (end == NULL) {
        return false;
    }
    while (end != NULL && end < text + at) {
        from = end + strlen(slash);
        end = strstr(from, slash);
    }
    const size_t length = end != NULL ? (size_t)(end - from) : strlen(from);
    for (size_t i = 0; i < PHRASES && !found; i++) {
        found = phrases[i].class == POV_PHRASE_LABEL && strlen(phrases[i].text) == length &&
                memcmp(phrases[i].text, from, length) == 0;
    }
    return found;
}

/* The label of a text of so many bytes; POV_LABEL_NONE for others. */
static pov_label label_at(const struct pov_phrases *by, const char *text, size_t length)
{
    const unsigned char byte = (unsigned char)text[0];

    for (size_t i = by->first[byte]; i < by->first[byte + 1]; i++) {
        const phrase *p = &phrases[by->phrase[i]];
        if (p->class == POV_PHRASE_LABEL && strlen(p->text) == length &&
            memcmp(p->text, text, length) == 0) {
            return (pov_label)p->value;
        }
    }
    return POV_LABEL_NONE;
}

/* "Năm - Year", "Năm Year": the label that both halves are. */
static pov_label label_twice(const struct pov_phrases *by, const char *text)
{
    for (const char *blank = strchr(text, ' '); blank != NULL; blank = strchr(blank + 1, ' ')) {
        const char *rest = blank + 1;
        rest += pov_text_begins(rest, "- ") || pov_text_begins(rest, "/ ") ? 2 : 0;
        const pov_label label = label_at(by, text, (size_t)(blank - text));
        const bool unit = label == POV_LABEL_MEASURE && strcmp(rest, "unit") == 0;
        if (label != POV_LABEL_NONE && (unit || label_at(by, rest, strlen(rest)) == label)) {
            return label;
        }
    }
    return POV_LABEL_NONE;
}

pov_label pov_label_of(const pov_scan *scan)
{
    const char *text = pov_buffer_get(&scan->text);
    bool unit = false, only = scan->count > 0;

    if (scan->failed) {
        return POV_LABEL_NONE;
    }
    pov_label label = label_at(scan->phrases, text, strlen(text));
    label = label != POV_LABEL_NONE ? label : label_twice(scan->phrases, text);
    if (label != POV_LABEL_NONE) {
        return label;
    }
    if (pov_text_begins(text, "tt ") || pov_text_begins(text, "stt ")) {
        return POV_LABEL_SERIAL; /* "TT huyện" */
    }
    const char *slash = strstr(text, " / "); /* "Chiều/Chỉ số thiếu hụt" */
    bool only_before = slash != NULL;
    for (size_t i = 0; i < scan->count && only_before; i++) {
        only_before =
            text + scan->token[i].start >= slash || scan->token[i].class == POV_PHRASE_FILLER;
    }
    for (size_t i = 0; i < PHRASES && only_before; i++) {
        if (phrases[i].class == POV_PHRASE_LABEL && strcmp(phrases[i].text, slash + 3) == 0) {
            return (pov_label)phrases[i].value;
        }
    }
    /* a list of kinds of units: "thành phố, thị xã, huyện", "tên thôn, bản" */
    for (size_t i = 0; i < scan->count; i++) {
        const pov_token *token = &scan->token[i];
        bool recent = token->class == POV_PHRASE_CHANGE && pov_token_is(text, token, "mới");
        unit = unit || (token->class == POV_PHRASE_UNIT && token->value != 1);
        only = only && (token->class == POV_PHRASE_UNIT || token->class == POV_PHRASE_FILLER ||
                        (recent && unit) || /* "Xã mới" */
                        is_heading_between_slashes(text, token->start));
    }
    return unit && only && strcmp(text, "tên") != 0 ? POV_LABEL_UNIT : POV_LABEL_NONE;
}

void pov_scan_fini(pov_scan *scan)
{
    pov_buffer_fini(&scan->text);
    pov_buffer_fini(&scan->folded);
    pov_buffer_fini(&scan->source);
    free(scan->token);
    free(scan->phrases);
    *scan = (pov_scan){0};
}

int pov_people_of(const char *text, size_t length)
{
    pov_scan scan = {.marks = POV_MARKS_PERHAPS};

    pov_scan_text(&scan, text, length);
    const bool one = !scan.failed && scan.count == 1 && scan.token[0].class == POV_PHRASE_GROUP;
    const char *name = one ? scan.token[0].name : "";
    char letter;
    (void)pov_text_letter(name, &letter);
    /* other groups are in small letters */
    const int people = !one || (letter >= 'a' && letter <= 'z') ? -1 : strcmp(name, "Kinh") != 0;
    pov_scan_fini(&scan);
    return people;
}

int pov_unit_rank(const char *folded, size_t *length)
{
    size_t best = 0;
    int rank = 0;

    for (size_t i = 0; phrases[i].class == POV_PHRASE_UNIT; i++) {
        size_t size =
            phrases[i].value > 0 && phrases[i].text[0] == folded[0] ? strlen(phrases[i].text) : 0;
        if (size > best && strncmp(folded, phrases[i].text, size) == 0 &&
            (folded[size] == '.' || (size > 1 && (folded[size] == ' ' || folded[size] == '\0')))) {
            best = size;
            rank = phrases[i].value;
        }
    }
    if (length != NULL) {
        *length = best;
    }
    return rank;
}

int pov_label_rank(const char *text, size_t length, pov_marks marks, bool *failed)
{
    pov_buffer folded = {0};

    pov_label_fold(text, length, marks, &folded);
    const int rank = pov_unit_rank(pov_buffer_get(&folded), NULL);
    pov_buffer_end(&folded, failed);
    return rank;
}
