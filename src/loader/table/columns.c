/*
 * One table says all of the columns: order, name, meaning, usual headings. A heading that could
 * mean two things ("Số hộ": all households or the poor ones?) is left out on purpose: refused beats
 * misread.
 */
#include "loader/table/columns.h"

#include "base/text.h"

#include <string.h>

#define ALIASES(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *const no_aliases[] = {NULL};

static const pov_column columns[] = {
    {.label = POV_LABEL_UNIT,
     .info = {"unit",
              ALIASES("Đơn vị", "Tên đơn vị", "Đơn vị hành chính", "Tên đơn vị hành chính",
                      "Địa phương", "Tên địa phương", "Địa bàn", "Đơn vị, địa phương",
                      "Khu vực, đơn vị", "Tỉnh", "Tên tỉnh", "Tỉnh, thành phố", "Huyện",
                      "Tên huyện", "Huyện, thành phố", "Huyện, thị xã", "Huyện, thị xã, thành phố",
                      "Quận, huyện", "Các huyện, thành phố", "Các huyện, thị xã, thành phố",
                      "Tên huyện, thành phố", "Xã", "Tên xã", "Xã, phường", "Xã, thị trấn",
                      "Xã, phường, thị trấn", "Các xã, phường, thị trấn", "Các xã, phường",
                      "Các xã, thị trấn", "Tên xã, phường, thị trấn", "Xã, phường, đặc khu", "Thôn",
                      "Tên thôn", "Thôn, bản", "Thôn, buôn", "Thôn, buôn, bon", "Thôn, tổ dân phố",
                      "Thôn, bản, tổ dân phố", "Tổ dân phố", "Khối phố", "Khu vực", "Vùng",
                      "Danh mục"),
              POV_TEXT("name of the administrative unit; the only column that must be there")},
     .of_deprivation = POV_TEXT("name of the administrative unit; must be there")},
    {.label = POV_LABEL_CODE,
     .info = {"code",
              ALIASES("Mã số", "Mã ĐVHC", "Mã đơn vị", "Mã đơn vị hành chính", "Mã xã", "Mã huyện",
                      "Mã tỉnh"),
              POV_TEXT("code of the unit, such as that of the statistics office; kept as it is")}},
    {.label = POV_LABEL_LEVEL,
     .info = {"level", ALIASES("Cấp", "Cấp hành chính", "Loại đơn vị"),
              POV_TEXT(
                  "country, region, province, district, commune, village, or a word of your own")}},
    {.label = POV_LABEL_PARENT,
     .info = {"parent",
              ALIASES("Trực thuộc", "Thuộc", "Đơn vị cấp trên", "Thuộc tỉnh", "Thuộc huyện",
                      "Thuộc xã"),
              POV_TEXT("name of the unit that it is a part of")}},
    {.label = POV_LABEL_GROUP,
     .info = {"group", ALIASES("Nhóm", "Nhóm đối tượng", "Nhóm hộ", "Đối tượng"),
              POV_TEXT("part of the unit's households: all (also when empty), urban, rural, "
                       "ethnic_minority, …")}},
    {.label = POV_LABEL_YEAR,
     .info = {"year", ALIASES("Năm", "Năm rà soát", "Năm cơ sở", "Thời điểm", "Cuối năm"),
              POV_TEXT(
                  "year at whose end the state was counted; 2022-06 for a count within a year")}},
    {.label = POV_LABEL_STANDARD,
     .info = {"standard", ALIASES("Chuẩn", "Chuẩn nghèo", "Chuẩn nghèo áp dụng"),
              POV_TEXT("poverty standard in force, such as vn-2022")}},
    {.label = POV_LABEL_KIND,
     .info = {"kind", ALIASES("Loại số liệu", "Loại"),
              POV_TEXT("what the end of the row is: plan (also when empty), outcome or "
                       "estimate")}},
    {.label = POV_LABEL_DIMENSION,
     .info = {"dimension", no_aliases, POV_TEXT("dimension that the indicator belongs to")}},
    {.label = POV_LABEL_INDICATOR_ID,
     .info = {"indicator", no_aliases,
              POV_TEXT("the indicator's id, as `povcalc standards` lists it; must be there")}},
    {.label = POV_LABEL_POPULATION,
     .info = {"population", no_aliases, POV_TEXT("poor, near_poor or poor_and_near_poor")}},

    {.quantity = POV_HOUSEHOLDS,
     .info = {"households",
              ALIASES("Tổng số hộ", "Tổng số hộ dân", "Tổng số hộ gia đình", "Tổng số hộ dân cư",
                      "Tổng hộ", "Tổng hộ dân", "Tổng hộ dân cư", "Tổng số hộ trên địa bàn",
                      "Tổng số hộ dân trên địa bàn", "Tổng số hộ dân cư trên địa bàn", "Số hộ dân",
                      "Số hộ dân cư", "Hộ dân", "Số hộ gia đình", "Tổng số hộ toàn tỉnh",
                      "Tổng số hộ toàn huyện", "Tổng số hộ toàn xã", "Số hộ toàn tỉnh",
                      "Số hộ toàn huyện", "Số hộ toàn xã", "Tổng số (hộ)"),
              POV_TEXT("all households at the end of the year")},
     .of_deprivation = POV_TEXT("households in that population")},
    {.quantity = POV_ALL_HOUSEHOLDS,
     .info = {"all_households", no_aliases, POV_TEXT("all households of the unit")}},
    {.quantity = POV_DEPRIVED,
     .info = {"deprived", no_aliases,
              POV_TEXT("households of the population that lack the service")}},
    {.quantity = POV_DEPRIVED_RATE,
     .info = {"deprived_rate", no_aliases,
              POV_TEXT("deprived households in percent of the population's")}},
    {.quantity = POV_POOR,
     .info = {"poor",
              ALIASES("Hộ nghèo", "Số hộ nghèo", "Tổng số hộ nghèo", "Tổng hộ nghèo",
                      "Số lượng hộ nghèo", "Hộ nghèo hiện có", "Số hộ nghèo hiện có",
                      "Hộ nghèo cuối năm", "Số hộ nghèo cuối năm", "Tổng số hộ nghèo cuối năm",
                      "Hộ nghèo cuối kỳ", "Số hộ nghèo cuối kỳ"),
              POV_TEXT("poor households at the end of the year")}},
    {.quantity = POV_POOR_RATE,
     .info = {"poor_rate",
              ALIASES("Tỷ lệ hộ nghèo", "Tỷ lệ nghèo", "Tỷ lệ hộ nghèo cuối năm",
                      "Tỷ lệ hộ nghèo cuối kỳ", "Poverty rate"),
              POV_TEXT("poor households in percent of all households")}},
    {.quantity = POV_NEAR_POOR,
     .info = {"near_poor",
              ALIASES("Hộ cận nghèo", "Số hộ cận nghèo", "Tổng số hộ cận nghèo",
                      "Tổng hộ cận nghèo", "Số lượng hộ cận nghèo", "Cận nghèo",
                      "Hộ cận nghèo cuối năm", "Số hộ cận nghèo cuối năm", "Hộ cận nghèo cuối kỳ",
                      "Số hộ cận nghèo cuối kỳ"),
              POV_TEXT("near-poor households at the end of the year")}},
    {.quantity = POV_NEAR_POOR_RATE,
     .info = {"near_poor_rate",
              ALIASES("Tỷ lệ hộ cận nghèo", "Tỷ lệ cận nghèo", "Tỷ lệ hộ cận nghèo cuối năm",
                      "Tỷ lệ hộ cận nghèo cuối kỳ"),
              POV_TEXT("near-poor households in percent of all households")}},
    {.quantity = POV_MULTI_POOR,
     .info = {"multi_poor",
              ALIASES("Hộ nghèo đa chiều", "Số hộ nghèo đa chiều", "Tổng số hộ nghèo đa chiều",
                      "Tổng hộ nghèo đa chiều", "Hộ nghèo và cận nghèo", "Hộ nghèo và hộ cận nghèo",
                      "Hộ nghèo, cận nghèo", "Hộ nghèo, hộ cận nghèo", "Số hộ nghèo và cận nghèo",
                      "Số hộ nghèo, cận nghèo", "Số hộ nghèo và hộ cận nghèo",
                      "Tổng số hộ nghèo và cận nghèo", "Tổng số hộ nghèo và hộ cận nghèo",
                      "Tổng số hộ nghèo, cận nghèo", "Tổng số hộ nghèo, hộ cận nghèo",
                      "Tổng hộ nghèo và cận nghèo", "Tổng hộ nghèo, cận nghèo",
                      "Tổng hộ nghèo và hộ cận nghèo", "Tổng hộ nghèo, hộ cận nghèo"),
              POV_TEXT("multidimensionally poor households: poor and near-poor together")}},
    {.quantity = POV_MULTI_POOR_RATE,
     .info = {"multi_poor_rate",
              ALIASES("Tỷ lệ nghèo đa chiều", "Tỷ lệ hộ nghèo đa chiều", "Tỷ lệ nghèo và cận nghèo",
                      "Tỷ lệ hộ nghèo và cận nghèo", "Tỷ lệ hộ nghèo và hộ cận nghèo",
                      "Tỷ lệ hộ nghèo, cận nghèo", "Tỷ lệ hộ nghèo, hộ cận nghèo"),
              POV_TEXT("multidimensionally poor households in percent of all households")}},
    {.quantity = POV_PERSONS,
     .info = {"persons",
              ALIASES("Nhân khẩu", "Số nhân khẩu", "Tổng số nhân khẩu", "Tổng nhân khẩu", "Số khẩu",
                      "Tổng số khẩu", "Tổng khẩu", "Dân số", "Tổng dân số", "Tổng số người",
                      "Tổng số (người)"),
              POV_TEXT("all persons")}},
    {.quantity = POV_POOR_PERSONS,
     .info = {"poor_persons",
              ALIASES("Nhân khẩu nghèo", "Số nhân khẩu nghèo", "Khẩu nghèo", "Số khẩu nghèo",
                      "Nhân khẩu hộ nghèo", "Số nhân khẩu hộ nghèo", "Số khẩu hộ nghèo",
                      "Số nhân khẩu thuộc hộ nghèo", "Người nghèo", "Số người nghèo"),
              POV_TEXT("persons in poor households")}},
    {.quantity = POV_POOR_PERSONS_RATE,
     .info = {"poor_persons_rate",
              ALIASES("Tỷ lệ khẩu nghèo", "Tỷ lệ nhân khẩu nghèo", "Tỷ lệ người nghèo"),
              POV_TEXT("persons in poor households in percent of all persons")}},

    {.label = POV_LABEL_TARGET_YEAR,
     .info = {"target_year", ALIASES("Năm mục tiêu", "Năm kế hoạch", "Năm đích"),
              POV_TEXT("year at whose end the target, forecast or outcome holds")},
     .of_deprivation = POV_TEXT("year at whose end the target holds")},
    {.quantity = POV_TARGET_ACCESS_RATE,
     .info = {"target_access_rate", no_aliases,
              POV_TEXT("share with access that is aimed at, in percent: 90 or >=80, as printed")}},
    {.label = POV_LABEL_COUNTS,
     .info = {"counts", no_aliases,
              POV_TEXT("what the row counts: households with access (also when empty), persons, "
                       "households_wanting, households_supported, persons_supported, jobs, houses, "
                       "or a word of your own")}},
    {.quantity = POV_TARGET_HOUSEHOLDS,
     .info = {"target_households",
              ALIASES("Tổng số hộ năm mục tiêu", "Tổng số hộ năm kế hoạch", "Tổng số hộ dự kiến",
                      "Dự kiến tổng số hộ"),
              POV_TEXT("all households at the end of the target year")}},
    {.quantity = POV_REDUCTION_PP,
     .info = {"reduction_pp",
              ALIASES("Giảm (%)", "Giảm (điểm %)", "Mức giảm (%)", "Kế hoạch giảm (%)",
                      "Chỉ tiêu giảm (%)", "Mục tiêu giảm (%)", "Hộ nghèo giảm (%)", "Tỷ lệ giảm",
                      "Tỷ lệ hộ nghèo giảm", "Tỷ lệ giảm nghèo", "Tỷ lệ giảm hộ nghèo",
                      "Tỷ lệ nghèo giảm", "Giảm tỷ lệ", "Giảm tỷ lệ hộ nghèo",
                      "Mức giảm tỷ lệ hộ nghèo", "Chỉ tiêu giảm tỷ lệ hộ nghèo", "Giảm nghèo (%)"),
              POV_TEXT("reduction of the poverty rate, in percentage points")}},
    {.quantity = POV_REDUCTION_HOUSEHOLDS,
     .info = {"reduction_households",
              ALIASES("Số hộ giảm", "Số hộ nghèo giảm", "Hộ nghèo giảm", "Số hộ giảm nghèo",
                      "Giảm số hộ", "Giảm số hộ nghèo", "Giảm hộ nghèo", "Hộ giảm", "Giảm (hộ)",
                      "Giảm nghèo (hộ)", "Mức giảm (hộ)", "Kế hoạch giảm (hộ)",
                      "Chỉ tiêu giảm (hộ)", "Mục tiêu giảm (hộ)", "Số hộ giảm trong năm",
                      "Số hộ nghèo giảm trong năm"),
              POV_TEXT("reduction of poor households")}},
    {.quantity = POV_REMAINING_POOR,
     .info = {"remaining_poor",
              ALIASES("Còn lại", "Số hộ còn lại", "Hộ còn lại", "Số hộ nghèo còn lại",
                      "Hộ nghèo còn lại"),
              POV_TEXT("poor households that remain at the end of the target year")}},
    {.quantity = POV_REMAINING_RATE,
     .info = {"remaining_rate",
              ALIASES("Tỷ lệ còn lại", "Tỷ lệ hộ nghèo còn lại", "Tỷ lệ nghèo còn lại"),
              POV_TEXT("poverty rate that remains at the end of the target year")}},
    {.quantity = POV_RELATIVE_REDUCTION,
     .info = {"relative_reduction", ALIASES("Giảm tương đối (%)", "Giảm so với số hộ nghèo (%)"),
              POV_TEXT("reduction of poor households in percent of them: 50, 1/2")}},
    {.quantity = POV_NEAR_POOR_REDUCTION_PP,
     .info = {"near_poor_reduction_pp",
              ALIASES("Tỷ lệ hộ cận nghèo giảm", "Tỷ lệ cận nghèo giảm", "Tỷ lệ giảm hộ cận nghèo",
                      "Tỷ lệ giảm cận nghèo", "Giảm tỷ lệ hộ cận nghèo", "Cận nghèo giảm (điểm %)"),
              POV_TEXT("reduction of the near-poor rate, in percentage points")}},
    {.quantity = POV_NEAR_POOR_REDUCTION_HOUSEHOLDS,
     .info = {"near_poor_reduction_households",
              ALIASES("Số hộ cận nghèo giảm", "Hộ cận nghèo giảm", "Giảm số hộ cận nghèo",
                      "Giảm hộ cận nghèo", "Cận nghèo giảm (hộ)"),
              POV_TEXT("reduction of near-poor households")}},
    {.quantity = POV_REMAINING_NEAR_POOR,
     .info = {"remaining_near_poor",
              ALIASES("Hộ cận nghèo còn lại", "Số hộ cận nghèo còn lại", "Cận nghèo còn lại"),
              POV_TEXT("near-poor households that remain at the end of the target year")}},
    {.quantity = POV_REMAINING_NEAR_POOR_RATE,
     .info = {"remaining_near_poor_rate",
              ALIASES("Tỷ lệ hộ cận nghèo còn lại", "Tỷ lệ cận nghèo còn lại"),
              POV_TEXT("near-poor rate that remains at the end of the target year")}},
    {.quantity = POV_NEAR_POOR_RELATIVE_REDUCTION,
     .info = {"near_poor_relative_reduction", ALIASES("Cận nghèo giảm tương đối (%)"),
              POV_TEXT("reduction of near-poor households in percent of them")}},
    {.quantity = POV_MULTI_POOR_REDUCTION_PP,
     .info = {"multi_poor_reduction_pp",
              ALIASES("Tỷ lệ nghèo đa chiều giảm", "Tỷ lệ hộ nghèo đa chiều giảm",
                      "Giảm tỷ lệ nghèo đa chiều", "Giảm tỷ lệ hộ nghèo đa chiều",
                      "Mức giảm tỷ lệ nghèo đa chiều", "Nghèo đa chiều giảm (điểm %)"),
              POV_TEXT("reduction of the multidimensional poverty rate, in percentage points")}},
    {.quantity = POV_MULTI_POOR_REDUCTION_HOUSEHOLDS,
     .info = {"multi_poor_reduction_households",
              ALIASES("Số hộ nghèo đa chiều giảm", "Hộ nghèo đa chiều giảm",
                      "Giảm số hộ nghèo đa chiều", "Giảm hộ nghèo đa chiều",
                      "Nghèo đa chiều giảm (hộ)"),
              POV_TEXT("reduction of multidimensionally poor households")}},
    {.quantity = POV_REMAINING_MULTI_POOR,
     .info = {"remaining_multi_poor",
              ALIASES("Hộ nghèo đa chiều còn lại", "Số hộ nghèo đa chiều còn lại"),
              POV_TEXT("multidimensionally poor households that remain at the end of the target "
                       "year")}},
    {.quantity = POV_REMAINING_MULTI_POOR_RATE,
     .info = {"remaining_multi_poor_rate",
              ALIASES("Tỷ lệ nghèo đa chiều còn lại", "Tỷ lệ hộ nghèo đa chiều còn lại"),
              POV_TEXT("multidimensional poverty rate that remains at the end of the target "
                       "year")}},
    {.quantity = POV_MULTI_POOR_RELATIVE_REDUCTION,
     .info = {"multi_poor_relative_reduction", ALIASES("Nghèo đa chiều giảm tương đối (%)"),
              POV_TEXT("reduction of multidimensionally poor households in percent of them")}},

    {.quantity = POV_START_POOR,
     .info = {"start_poor",
              ALIASES("Hộ nghèo đầu năm", "Số hộ nghèo đầu năm", "Tổng số hộ nghèo đầu năm",
                      "Hộ nghèo đầu kỳ", "Số hộ nghèo đầu kỳ", "Tổng số hộ nghèo đầu kỳ"),
              POV_TEXT("poor households at the start of the year")}},
    {.quantity = POV_ESCAPED,
     .info = {"escaped",
              ALIASES("Thoát nghèo", "Hộ thoát nghèo", "Số hộ thoát nghèo",
                      "Tổng số hộ thoát nghèo", "Hộ nghèo thoát nghèo", "Số hộ nghèo thoát nghèo"),
              POV_TEXT("households that escaped poverty in the year")}},
    {.quantity = POV_ESCAPED_TO_NEAR_POOR,
     .info = {"escaped_to_near_poor",
              ALIASES("Thoát nghèo, thành cận nghèo", "Thoát nghèo thành hộ cận nghèo",
                      "Hộ thoát nghèo trở thành hộ cận nghèo", "Hộ nghèo thành hộ cận nghèo",
                      "Hộ nghèo trở thành hộ cận nghèo"),
              POV_TEXT("of those, households that are near-poor now")}},
    {.quantity = POV_OTHER_DECREASE,
     .info = {"other_decrease", ALIASES("Giảm khác", "Số hộ giảm khác", "Hộ nghèo giảm khác"),
              POV_TEXT("poor households that moved away, died out, merged, …")}},
    {.quantity = POV_FROM_NEAR_POOR,
     .info = {"from_near_poor",
              ALIASES("Cận nghèo thành nghèo", "Hộ cận nghèo thành hộ nghèo",
                      "Hộ cận nghèo trở thành hộ nghèo"),
              POV_TEXT("near-poor households that became poor in the year")}},
    {.quantity = POV_RELAPSED,
     .info = {"relapsed",
              ALIASES("Tái nghèo", "Hộ tái nghèo", "Số hộ tái nghèo", "Hộ nghèo tái nghèo",
                      "Số hộ nghèo tái nghèo"),
              POV_TEXT("households that fell back into poverty in the year")}},
    {.quantity = POV_NEWLY_POOR,
     .info = {"newly_poor",
              ALIASES("Phát sinh mới", "Phát sinh", "Hộ phát sinh mới", "Hộ nghèo phát sinh",
                      "Hộ nghèo phát sinh mới", "Số hộ phát sinh", "Số hộ phát sinh mới",
                      "Số hộ nghèo phát sinh", "Số hộ nghèo phát sinh mới", "Nghèo mới",
                      "Hộ nghèo mới", "Số hộ nghèo mới", "Phát sinh nghèo", "Hộ phát sinh nghèo",
                      "Số hộ phát sinh nghèo"),
              POV_TEXT("households that became poor in the year for the first time")}},
    {.quantity = POV_OTHER_INCREASE,
     .info = {"other_increase", ALIASES("Tăng khác", "Số hộ tăng khác", "Hộ nghèo tăng khác"),
              POV_TEXT("poor households that moved in, split off, …")}},
    {.quantity = POV_START_NEAR_POOR,
     .info = {"start_near_poor",
              ALIASES("Hộ cận nghèo đầu năm", "Số hộ cận nghèo đầu năm",
                      "Tổng số hộ cận nghèo đầu năm", "Hộ cận nghèo đầu kỳ",
                      "Số hộ cận nghèo đầu kỳ", "Tổng số hộ cận nghèo đầu kỳ"),
              POV_TEXT("near-poor households at the start of the year")}},
    {.quantity = POV_NEAR_POOR_ESCAPED,
     .info = {"near_poor_escaped",
              ALIASES("Thoát cận nghèo", "Hộ thoát cận nghèo", "Số hộ thoát cận nghèo",
                      "Tổng số hộ thoát cận nghèo", "Hộ cận nghèo thoát cận nghèo",
                      "Số hộ cận nghèo thoát cận nghèo"),
              POV_TEXT("near-poor households that rose above the line in the year")}},
    {.quantity = POV_NEAR_POOR_OTHER_DECREASE,
     .info = {"near_poor_other_decrease",
              ALIASES("Cận nghèo giảm khác", "Hộ cận nghèo giảm khác", "Số hộ cận nghèo giảm khác"),
              POV_TEXT("near-poor households that moved away, died out, merged, …")}},
    {.quantity = POV_NEAR_POOR_RELAPSED,
     .info = {"near_poor_relapsed",
              ALIASES("Tái cận nghèo", "Hộ tái cận nghèo", "Số hộ tái cận nghèo",
                      "Hộ cận nghèo tái cận nghèo"),
              POV_TEXT("households that became near-poor again in the year")}},
    {.quantity = POV_NEWLY_NEAR_POOR,
     .info = {"newly_near_poor",
              ALIASES("Cận nghèo phát sinh mới", "Cận nghèo phát sinh", "Hộ cận nghèo phát sinh",
                      "Hộ cận nghèo phát sinh mới", "Số hộ cận nghèo phát sinh",
                      "Số hộ cận nghèo phát sinh mới", "Cận nghèo mới", "Hộ cận nghèo mới",
                      "Số hộ cận nghèo mới", "Phát sinh cận nghèo", "Hộ phát sinh cận nghèo",
                      "Số hộ phát sinh cận nghèo"),
              POV_TEXT("households that became near-poor in the year for the first time")}},
    {.quantity = POV_NEAR_POOR_OTHER_INCREASE,
     .info = {"near_poor_other_increase",
              ALIASES("Cận nghèo tăng khác", "Hộ cận nghèo tăng khác", "Số hộ cận nghèo tăng khác"),
              POV_TEXT("near-poor households that moved in, split off, …")}},

    {.label = POV_LABEL_SOURCE,
     .info = {"source", ALIASES("Nguồn", "Nguồn số liệu", "Văn bản"),
              POV_TEXT("document that the figures are printed in")}},
    {.label = POV_LABEL_NOTE,
     .info = {"note", ALIASES("Ghi chú", "Chú thích"), POV_TEXT("any remark")}},
};

#define COLUMN_COUNT POV_LENGTH(columns)

/* What povcalc prints and computes anew: its output is an input again. */
static const char *const own_columns[] = {
    "average",
    "unknown",
    "share_of_poor",
    "share_of_near_poor",
    "share_of_multi_poor",
    "share_of_households",
    "growth",
    "delivered_pp",
    "planned_remaining_poor",
    "planned_remaining_rate",
    "actual_poor",
    "actual_rate",
    "achieved_households",
    "achieved_pp",
    "achieved_share_households",
    "achieved_share_pp",
    "gap_households",
    "verdict",
    "verdict_certain",
    "verdict_near_poor_reduction_households",
    "verdict_near_poor_reduction_pp",
    "verdict_reduction_households",
    "verdict_reduction_pp",
    "verdict_remaining_near_poor",
    "verdict_remaining_near_poor_rate",
    "verdict_remaining_poor",
    "verdict_remaining_rate",
    "decided_by",
    "plan_misses",
    "gap_rate",
    "planned_growth",
    "actual_growth",
    "result_file",
    "result_line",
    "other_result_file",
    "other_result_line",
    "verdict_households",
    "verdict_rate",
    "reason",
    "change_households",
    "change_pp",
    "relative_change",
    "average_change_households",
    "average_change_pp",
    "access_rate",
    "still_to_reach",
    "result_access_rate",
    "result_year",
    "censored_headcount",
    "contribution",
    "headcount_ratio",
    "intensity",
    "adjusted_headcount",
    "basis",
    "bounds",
    "findings",
    "file",
    "line",
};

size_t pov_column_count(void)
{
    return COLUMN_COUNT;
}

static bool is_of(const pov_column *column, pov_file_kind kind)
{
    switch (column->label) {
    case POV_LABEL_NONE:
        return column->quantity == POV_HOUSEHOLDS ||
               (column->quantity < POV_PLAN_QUANTITY_COUNT) == (kind == POV_FILE_PLAN);
    case POV_LABEL_KIND:
        return kind == POV_FILE_PLAN;
    case POV_LABEL_DIMENSION:
    case POV_LABEL_INDICATOR_ID:
    case POV_LABEL_POPULATION:
    case POV_LABEL_COUNTS:
        return kind == POV_FILE_DEPRIVATION;
    default:
        return true;
    }
}

bool pov_column_info_get(size_t index, pov_file_kind kind, pov_column_info *info)
{
    const pov_column *column = &columns[index];
    const bool deprivation = kind == POV_FILE_DEPRIVATION;

    *info = column->info;
    if (deprivation && column->of_deprivation != NULL) {
        info->meaning = column->of_deprivation;
    }
    if (deprivation && ((column->label == POV_LABEL_NONE && column->quantity == POV_HOUSEHOLDS) ||
                        column->label == POV_LABEL_GROUP)) {
        info->aliases = no_aliases; /* "Tổng số hộ" and "Đối tượng" may be anything there */
    }
    return is_of(column, kind);
}

const pov_column *pov_column_get(size_t index)
{
    return &columns[index];
}

size_t pov_column_index(const char *name)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (columns[i].info.name[0] == name[0] && strcmp(columns[i].info.name, name) == 0) {
            return i;
        }
    }
    return POV_NONE;
}

/* ---- povcalc's own headings ---- */

/* The length of `name` at the start of a heading, or 0. */
static size_t own_name_length(const char *heading, const char *name)
{
    size_t i = 0;

    for (; name[i] != '\0'; i++) {
        char c = heading[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c == ' ' ? '_' : c;
        if (c != name[i]) {
            return 0;
        }
    }
    return i;
}

bool pov_heading_is(const char *heading, const char *name)
{
    size_t length = own_name_length(heading, name);

    return length > 0 && heading[length] == '\0';
}

/* What povcalc prints after a name, for an end of the bounds beside a figure. */
static bool is_end(const char *after)
{
    return pov_heading_is(after, "_low") || pov_heading_is(after, "_high");
}

size_t pov_column_own(const char *heading)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        const size_t length = own_name_length(heading, columns[i].info.name);
        if (length > 0 && heading[length] == '\0') {
            return i;
        }
        if (length > 0 && columns[i].label == POV_LABEL_NONE && is_end(heading + length)) {
            return POV_HEADING_IGNORED;
        }
    }
    for (size_t i = 0; i < POV_LENGTH(own_columns); i++) {
        const size_t length = own_name_length(heading, own_columns[i]);
        if (length > 0 && (heading[length] == '\0' || is_end(heading + length))) {
            return POV_HEADING_IGNORED;
        }
    }
    return pov_heading_is(heading, "computed") ? POV_HEADING_COMPUTED : POV_HEADING_UNKNOWN;
}

/* ---- headings that are compared ---- */

/* The next word of a scanned text but for signs that say nothing. */
static const char *next_word(const char *at, size_t *length)
{
    do {
        at += strspn(at, " ");
        *length = strcspn(at, " ");
    } while (*length == 1 && strchr("()+/-=#", *at) != NULL && at++ != NULL);
    return at;
}

bool pov_heading_same(const char *a, const char *b, bool *failed)
{
    pov_scan left = {0}, right = {0};
    bool same = true;

    pov_scan_text(&left, a, strlen(a));
    pov_scan_text(&right, b, strlen(b));
    const char *at = pov_buffer_get(&left.text), *other = pov_buffer_get(&right.text);
    for (size_t length = 1, size = 0; same && length > 0; at += length, other += size) {
        at = next_word(at, &length);
        other = next_word(other, &size);
        same = length == size && memcmp(at, other, length) == 0;
    }
    const bool lost = left.failed || right.failed;
    if (failed != NULL) {
        *failed |= lost;
    }
    pov_scan_fini(&left);
    pov_scan_fini(&right);
    return same && !lost;
}

const char *pov_column_nearest(const char *heading, pov_file_kind kind)
{
    pov_column_info info[COLUMN_COUNT];
    const char *names[COLUMN_COUNT];
    size_t known = 0;

    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        names[known] = columns[i].info.name;
        known += pov_column_info_get(i, kind, &info[known]);
    }
    const char *best = pov_text_nearest(heading, names, known);
    size_t nearest = best != NULL ? pov_text_distance(heading, best, 3) : SIZE_MAX;
    for (size_t i = 0; i < known; i++) {
        size_t count = 0;
        while (info[i].aliases[count] != NULL) {
            count++;
        }
        const char *alias = pov_text_nearest(heading, info[i].aliases, count);
        size_t distance = alias != NULL ? pov_text_distance(heading, alias, 3) : SIZE_MAX;
        if (distance < nearest) {
            best = alias;
            nearest = distance;
        }
    }
    return best;
}
