/*
 * One table of labels: what stands over a column, and the renderers' own words, in English and
 * Vietnamese.
 *
 * The Vietnamese terms are those of the yearly review and of the plans. A difference of rates is
 * called "điểm %" over a column, where the documents print only "%", so that it is not read as a
 * share.
 */
#include "output/labels.h"

#include <stdio.h>
#include <string.h>

static const pov_label_entry labels[] = {
    /* what a row is about */
    {"unit", {"Unit", "Đơn vị"}},
    {"level", {"Level", "Cấp"}},
    {"parent", {"Part of", "Trực thuộc"}},
    {"group", {"Group", "Nhóm"}},
    {"year", {"Year", "Năm"}},
    {"standard", {"Standard", "Chuẩn nghèo"}},
    {"source", {"Source", "Nguồn"}},
    {"note", {"Note", "Ghi chú"}},
    {"file", {"File", "Tệp"}},
    {"line", {"Line", "Dòng"}},

    /* the state at the end of the year */
    {"households", {"Households", "Tổng số hộ"}},
    {"poor", {"Poor", "Hộ nghèo"}},
    {"poor_rate", {"Poverty rate (%)", "Tỷ lệ hộ nghèo (%)"}},
    {"near_poor", {"Near-poor", "Hộ cận nghèo"}},
    {"near_poor_rate", {"Near-poor rate (%)", "Tỷ lệ hộ cận nghèo (%)"}},
    {"multi_poor", {"Multidim. poor", "Hộ nghèo đa chiều"}},
    {"multi_poor_rate", {"Multidim. poverty rate (%)", "Tỷ lệ nghèo đa chiều (%)"}},
    {"persons", {"Persons", "Số nhân khẩu"}},
    {"poor_persons", {"Poor persons", "Nhân khẩu nghèo"}},
    {"growth", {"Growth of all households (%)", "Tổng số hộ tăng (%)"}},
    {"growth_required", {"Growth of all households (%)", "Tổng số hộ tăng (%)"}},
    {"share_of_poor", {"Share of poor (%)", "Tỷ trọng hộ nghèo (%)"}},
    {"share_of_near_poor", {"Share of near-poor (%)", "Tỷ trọng hộ cận nghèo (%)"}},
    {"share_of_multi_poor", {"Share of multidim. poor (%)", "Tỷ trọng nghèo đa chiều (%)"}},
    {"share_of_households", {"Share of households (%)", "Tỷ trọng số hộ (%)"}},

    /* what a plan takes away and leaves */
    {"target_year", {"Target year", "Năm mục tiêu"}},
    {"target_households", {"Households, target year", "Tổng số hộ năm mục tiêu"}},
    {"reduction_pp", {"Reduction in points", "Giảm (điểm %)"}},
    {"reduction_households", {"Reduction in households", "Giảm (hộ)"}},
    {"relative_reduction", {"Relative (%)", "Giảm tương đối (%)"}},
    {"remaining_poor", {"Poor left", "Hộ nghèo còn lại"}},
    {"remaining_rate", {"Rate left (%)", "Tỷ lệ còn lại (%)"}},
    {"near_poor_reduction_pp", {"Near-poor reduction in points", "Cận nghèo giảm (điểm %)"}},
    {"near_poor_reduction_households",
     {"Near-poor reduction in households", "Cận nghèo giảm (hộ)"}},
    {"near_poor_relative_reduction", {"Near-poor relative (%)", "Cận nghèo giảm tương đối (%)"}},
    {"remaining_near_poor", {"Near-poor left", "Hộ cận nghèo còn lại"}},
    {"remaining_near_poor_rate", {"Near-poor rate left (%)", "Tỷ lệ cận nghèo còn lại (%)"}},
    {"multi_poor_reduction_pp", {"Multidim. reduction in points", "Nghèo đa chiều giảm (điểm %)"}},
    {"multi_poor_reduction_households",
     {"Multidim. reduction in households", "Nghèo đa chiều giảm (hộ)"}},
    {"multi_poor_relative_reduction",
     {"Multidim. relative (%)", "Nghèo đa chiều giảm tương đối (%)"}},
    {"remaining_multi_poor", {"Multidim. poor left", "Hộ nghèo đa chiều còn lại"}},
    {"remaining_multi_poor_rate", {"Multidim. rate left (%)", "Tỷ lệ nghèo đa chiều còn lại (%)"}},

    /* the flows of a year */
    {"start_poor", {"Poor at the start", "Hộ nghèo đầu kỳ"}},
    {"escaped", {"Escaped", "Thoát nghèo"}},
    {"escaped_to_near_poor", {"Escaped to near-poor", "Thoát nghèo, thành cận nghèo"}},
    {"other_decrease", {"Other decrease", "Giảm khác"}},
    {"from_near_poor", {"From near-poor", "Cận nghèo thành nghèo"}},
    {"relapsed", {"Relapsed", "Tái nghèo"}},
    {"newly_poor", {"Newly poor", "Phát sinh mới"}},
    {"other_increase", {"Other increase", "Tăng khác"}},
    {"start_near_poor", {"Near-poor at the start", "Hộ cận nghèo đầu kỳ"}},
    {"near_poor_escaped", {"Left near-poverty", "Thoát cận nghèo"}},
    {"near_poor_other_decrease", {"Near-poor, other decrease", "Cận nghèo giảm khác"}},
    {"near_poor_relapsed", {"Near-poor again", "Tái cận nghèo"}},
    {"newly_near_poor", {"Newly near-poor", "Cận nghèo phát sinh mới"}},
    {"near_poor_other_increase", {"Near-poor, other increase", "Cận nghèo tăng khác"}},

    /* findings */
    {"rule", {"Rule", "Quy tắc"}},
    {"severity", {"Severity", "Mức độ"}},
    {"column", {"Column", "Cột"}},
    {"severity.error", {"error", "lỗi"}},
    {"severity.warning", {"warning", "cảnh báo"}},
    {"severity.note", {"note", "ghi chú"}},
    {"stated", {"Stated", "Văn bản ghi"}},
    {"expected", {"Expected", "Giá trị phải có"}},
    {"message", {"Finding", "Nhận xét"}},
    {"fix", {"Smallest change", "Cách sửa ít nhất"}},

    /* a plan against its result */
    {"planned_remaining_poor", {"Planned poor", "Hộ nghèo theo kế hoạch"}},
    {"actual_poor", {"Actual poor", "Hộ nghèo thực tế"}},
    {"planned_remaining_rate", {"Planned rate (%)", "Tỷ lệ theo kế hoạch (%)"}},
    {"actual_rate", {"Actual rate (%)", "Tỷ lệ thực tế (%)"}},
    {"achieved_households", {"Achieved in households", "Đã giảm (hộ)"}},
    {"achieved_pp", {"Achieved in points", "Đã giảm (điểm %)"}},
    {"achieved_share_households",
     {"Achieved of households (%)", "Đạt so với kế hoạch, theo hộ (%)"}},
    {"achieved_share_pp", {"Achieved of points (%)", "Đạt so với kế hoạch, theo điểm (%)"}},
    {"gap_households", {"Over or under in households", "Chênh lệch (hộ)"}},
    {"verdict", {"Verdict", "Đánh giá"}},
    {"by_target", {"Each target", "Từng chỉ tiêu"}},
    {"target.remaining_poor", {"households", "số hộ"}},
    {"target.remaining_rate", {"rate", "tỷ lệ"}},
    {"target.reduction_households", {"reduction", "số hộ giảm"}},
    {"target.reduction_pp", {"points", "số điểm % giảm"}},
    {"target.remaining_near_poor", {"near-poor", "số hộ cận nghèo"}},
    {"target.remaining_near_poor_rate", {"near-poor rate", "tỷ lệ hộ cận nghèo"}},
    {"target.near_poor_reduction_households", {"near-poor reduction", "số hộ cận nghèo giảm"}},
    {"target.near_poor_reduction_pp", {"near-poor points", "số điểm % hộ cận nghèo giảm"}},
    {"reason", {"Reason", "Lý do"}},

    /* a series over years */
    {"change_households", {"Change in households", "Thay đổi (hộ)"}},
    {"change_pp", {"Change in points", "Thay đổi (điểm %)"}},
    {"relative_change", {"Relative change (%)", "Thay đổi tương đối (%)"}},
    {"average_change_households", {"Per year in households", "Bình quân mỗi năm (hộ)"}},
    {"average_change_pp", {"Per year in points", "Bình quân mỗi năm (điểm %)"}},

    /* access to basic social services */
    {"dimension", {"Dimension", "Chiều"}},
    {"indicator", {"Indicator", "Chỉ số"}},
    {"population", {"Population", "Đối tượng"}},
    {"all_households", {"All households", "Toàn bộ số hộ"}},
    {"deprived", {"Deprived", "Hộ thiếu hụt"}},
    {"deprived_rate", {"Deprived (%)", "Tỷ lệ thiếu hụt (%)"}},
    {"access_rate", {"Access (%)", "Tỷ lệ tiếp cận (%)"}},
    {"target_access_rate", {"Target access (%)", "Mục tiêu tiếp cận (%)"}},
    {"still_to_reach", {"Households still to reach", "Còn phải đạt (hộ)"}},

    /* poverty standards */
    {"title", {"Title", "Tên"}},
    {"from", {"From", "Từ năm"}},
    {"to", {"To", "Đến năm"}},
    {"part", {"Part", "Phần"}},
    {"id", {"Id", "Mã"}},
    {"name", {"Name", "Tên gọi"}},
    {"income_rural", {"Income, rural (VND)", "Thu nhập, nông thôn (đồng)"}},
    {"income_urban", {"Income, urban (VND)", "Thu nhập, thành thị (đồng)"}},
    {"score_rural", {"Score B1, rural", "Điểm B1, nông thôn"}},
    {"score_urban", {"Score B1, urban", "Điểm B1, thành thị"}},
    {"indicators", {"Indicators", "Số chỉ số"}},
    {"cutoff", {"Cutoff", "Ngưỡng thiếu hụt"}},
    {"confirmed", {"Confirmed", "Đã kiểm chứng"}},
    {"title.deprivation", {"Access to basic social services", "Tiếp cận dịch vụ xã hội cơ bản"}},
    {"poor_and_near_poor", {"Poor and near-poor", "Hộ nghèo và cận nghèo"}},
    {"censored_headcount", {"Poor and deprived (%)", "Nghèo và thiếu hụt (%)"}},
    {"contribution", {"Contribution (%)", "Đóng góp (%)"}},
    {"headcount_ratio", {"Headcount ratio H (%)", "Tỷ lệ nghèo H (%)"}},
    {"intensity", {"Intensity A (%)", "Mức độ thiếu hụt A (%)"}},
    {"adjusted_headcount", {"Adjusted headcount M0 (%)", "Chỉ số nghèo đa chiều M0 (%)"}},
    {"word.met", {"met", "đạt"}},
    {"word.missed", {"missed", "không đạt"}},
    {"word.unknown_verdict", {"unknown", "chưa rõ"}},
    {"access.no_target", {"no target", "không có mục tiêu"}},
    {"access.no_figures", {"no figures", "không có số liệu"}},
    {"access.not_due", {"not due yet", "chưa đến năm mục tiêu"}},
    {"access.too_wide", {"figures too coarse", "số liệu chưa đủ chi tiết"}},
    {"access.contradiction", {"figures contradict", "số liệu mâu thuẫn"}},
    {"text.official_poor",
     {"H, A and M0 are on the official poor: poor by income and by a count of indicators.",
      "H, A và M0 tính trên hộ nghèo chính thức: theo thu nhập và số chỉ số thiếu hụt."}},
    {"title.survey", {"Households of the yearly review", "Kết quả rà soát hộ nghèo, hộ cận nghèo"}},
    {"title.survey_deprivation",
     {"Deprivation of basic social services", "Mức độ thiếu hụt dịch vụ xã hội cơ bản"}},
    {"text.skipped_rows", {"Rows passed over:", "Số dòng bị bỏ qua:"}},
    {"title.standards", {"Poverty standards", "Các chuẩn nghèo"}},
    {"text.income_at_most", {"income at most line", "thu nhập không quá chuẩn"}},
    {"text.indicators_lacked", {"indicators lacked", "số chỉ số thiếu hụt"}},
    {"text.unconfirmed",
     {"What is marked \"no\" was not read in a public source.",
      "Mục ghi \"chưa\" chưa được kiểm chứng bằng nguồn công khai."}},

    /* words of the data, as tables show them */
    {"group.all", {"all", "chung"}},
    {"group.urban", {"urban", "thành thị"}},
    {"group.rural", {"rural", "nông thôn"}},
    {"group.ethnic_minority", {"ethnic minorities", "dân tộc thiểu số"}},
    {"group.local_ethnic_minority", {"local ethnic minorities", "dân tộc thiểu số tại chỗ"}},
    {"group.no_labour_capacity", {"no labour capacity", "không có khả năng lao động"}},
    {"group.merit_family",
     {"families with merit to the revolution", "gia đình có công với cách mạng"}},
    {"group.women", {"women", "phụ nữ"}},
    {"people.urban", {"urban households", "hộ thành thị"}},
    {"people.rural", {"rural households", "hộ nông thôn"}},
    {"people.ethnic_minority", {"ethnic minorities", "đồng bào dân tộc thiểu số"}},
    {"people.local_ethnic_minority",
     {"local ethnic minorities", "đồng bào dân tộc thiểu số tại chỗ"}},
    {"people.no_labour_capacity",
     {"households without labour capacity", "hộ nghèo không có khả năng lao động"}},

    /* units in sentences, by their level */
    {"levels.region", {"regions", "vùng"}},
    {"levels.province", {"provinces", "tỉnh, thành phố"}},
    {"levels.district", {"districts", "huyện, thành phố"}},
    {"levels.commune", {"communes", "xã, phường"}},
    {"levels.village", {"villages", "thôn"}},
    {"confirmed.yes", {"yes", "có"}},
    {"confirmed.no", {"no", "chưa"}},
    {"confirmed.in part", {"in part", "một phần"}},
    {"population.poor", {"poor", "hộ nghèo"}},
    {"population.near_poor", {"near-poor", "hộ cận nghèo"}},
    {"population.poor_and_near_poor", {"poor and near-poor", "hộ nghèo và cận nghèo"}},
    {"part.income_line", {"income line", "mức thu nhập"}},
    {"part.indicator", {"indicator", "chỉ số"}},
    {"part.rule", {"rule", "quy tắc"}},
    {"part.source", {"source", "nguồn"}},

    /* words of progress and trend */
    {"result_year", {"Result year", "Năm kết quả"}},
    {"line_poor", {"On the line, poor", "Hộ nghèo theo tiến độ"}},
    {"line_rate", {"On the line, rate (%)", "Tỷ lệ theo tiến độ (%)"}},
    {"unexplained_households", {"Not explained by flows", "Biến động chưa giải thích (hộ)"}},
    {"nearest", {"Nearest name", "Tên gần nhất"}},
    {"units", {"Units", "Số đơn vị"}},
    {"units_met", {"Units met", "Số đơn vị đạt"}},
    {"units_missed", {"Units missed", "Số đơn vị không đạt"}},
    {"from_year", {"Since", "So với năm"}},
    {"years", {"Years", "Số năm"}},
    {"count_part_pp", {"Part of the poor in points", "Do số hộ nghèo (điểm %)"}},
    {"households_part_pp", {"Part of households in points", "Do tổng số hộ (điểm %)"}},
    {"standard_break", {"Break", "Đổi chuẩn"}},
    {"target_rate", {"Target rate (%)", "Tỷ lệ mục tiêu (%)"}},
    {"needed_change_pp", {"Needed per year in points", "Cần mỗi năm (điểm %)"}},
    {"arrival_year", {"Arrives in", "Năm đạt theo tốc độ này"}},
    {"arrival", {"Arrives in", "Đạt vào năm"}},
    {"arrival_earliest", {"Arrives at the earliest", "Đạt sớm nhất"}},
    {"arrival_latest", {"Arrives at the latest", "Đạt muộn nhất"}},
    {"arrival_late", {"Arrives late", "Đạt muộn"}},
    {"target_remaining", {"To remain", "Mục tiêu còn lại (hộ)"}},
    {"needed_change_households", {"Needed per year", "Cần mỗi năm (hộ)"}},
    {"share_of_change", {"% of parent's change", "% thay đổi của cấp trên"}},
    {"unit_break", {"Unit", "Đơn vị khác"}},
    {"measure", {"Households", "Loại hộ"}},
    {"measure.poor", {"poor", "nghèo"}},
    {"measure.near_poor", {"near-poor", "cận nghèo"}},
    {"measure.multi_poor", {"both", "nghèo đa chiều"}},
    {"count", {"Number", "Số hộ"}},
    {"rate", {"Rate (%)", "Tỷ lệ (%)"}},
    {"title.progress", {"Plan against result", "Kết quả so với kế hoạch"}},
    {"title.trend", {"Poor households over the years", "Hộ nghèo qua các năm"}},
    {"verdict.met", {"met", "đạt"}},
    {"verdict.on_pace", {"on pace", "đúng tiến độ"}},
    {"verdict.not_comparable", {"not comparable", "không so sánh được"}},
    {"verdict.unknown", {"unknown", "chưa rõ"}},
    {"verdict.behind", {"behind", "chậm tiến độ"}},
    {"verdict.missed", {"missed", "không đạt"}},
    {"reason.no_unit", {"not in the result", "kết quả không có đơn vị này"}},
    {"reason.no_group",
     {"the result has the unit, but not this group", "kết quả có đơn vị nhưng không có nhóm này"}},
    {"reason.no_year", {"the result has no figures for", "kết quả không có số liệu năm"}},
    {"reason.no_target", {"no target is stated", "không ghi mục tiêu"}},
    {"reason.no_baseline", {"no figure to start from", "không ghi số đầu kỳ"}},
    {"reason.no_figures", {"the result states no such figure", "kết quả không ghi số này"}},
    {"reason.bounds", {"rounding allows both answers", "số làm tròn chưa đủ để kết luận"}},
    {"reason.open",
     {"the target states no limit on this side", "mục tiêu không ghi giới hạn phía này"}},
    {"reason.two_standards",
     {"the result is by two poverty standards, the plan names none",
      "kết quả theo hai chuẩn nghèo, kế hoạch không ghi theo chuẩn nào"}},
    {"reason.stated_twice",
     {"the result states it twice, with different figures",
      "kết quả ghi hai lần, số liệu khác nhau"}},
    {"reason.standard", {"the poverty standard changed", "chuẩn nghèo đã thay đổi"}},
    {"reason.not_in_plan", {"not in the plan", "kế hoạch không có đơn vị này"}},
    {"word.standard_break", {"new standard", "đổi chuẩn nghèo"}},
    {"word.below_parent", {"<parent", "<cấp trên"}},
    {"word.at_most_parent", {"<=parent", "≤cấp trên"}},
    {"word.unit_break", {"another unit?", "đơn vị khác?"}},
    {"word.per_year", {"per year", "mỗi năm"}},
    {"word.needed_to", {"needed to", "cần đến"}},
    {"word.reached", {"reached", "đã đạt"}},
    {"word.new", {"new", "mới"}},
    {"word.late", {"late", "muộn"}},
    {"word.never", {"never", "không bao giờ"}},
    {"text.trend_average",
     {"Averages divide the change by the years between the first and the last observation.",
      "Bình quân: thay đổi chia cho số năm giữa lần đầu và lần cuối."}},
    {"text.trend_arrival",
     {"Needed: each year, to reach the target; arrives in: at the present pace.",
      "Cần: mỗi năm, để đạt mục tiêu; đạt vào năm: theo tốc độ hiện nay."}},
    {"text.trend_break",
     {"The poverty standard changed: nothing is compared across the break.",
      "Chuẩn nghèo thay đổi: không so sánh qua thời điểm đổi chuẩn."}},

    /* titles */
    {"title.rates", {"Poor households and poverty rates", "Hộ nghèo và tỷ lệ hộ nghèo"}},
    {"title.allocate", {"Allocated reduction", "Phân bổ chỉ tiêu giảm nghèo"}},
    {"title.rollup", {"Units added up", "Tổng hợp theo đơn vị"}},
    {"title.targets", {"Poverty-reduction targets", "Chỉ tiêu giảm nghèo"}},

    /* words and sentences of plan reports */
    {"title.check", {"Findings", "Kết quả kiểm tra"}},
    {"title.report", {"Poverty-reduction plan", "Kế hoạch giảm nghèo"}},
    {"word.points", {"points", "điểm %"}},
    {"word.total", {"Total", "Tổng cộng"}},
    {"text.growth",
     {"Growth of households from year to target year:",
      "Mức tăng tổng số hộ từ năm đầu đến năm mục tiêu:"}},
    {"text.growth_any",
     {"Growth of households from year to target year: any",
      "Mức tăng tổng số hộ từ năm đầu đến năm mục tiêu: bất kỳ"}},
    {"text.growth_none",
     {"Where nothing else is stated, there are as many households in the target year as before.",
      "Nếu văn bản không ghi khác, tổng số hộ năm mục tiêu được coi là không đổi."}},
    {"text.half_up",
     {"Printed rates are taken as rounded half up.",
      "Tỷ lệ được coi là đã làm tròn theo cách thông thường."}},
    {"text.complete",
     {"Every list of units is taken as complete.", "Mọi danh sách đơn vị đều được coi là đầy đủ."}},
    {"text.total_computed",
     {"The total is computed from the units listed; the file has no row for it.",
      "Dòng tổng được tính từ các đơn vị có trong tệp; tệp không có dòng này."}},
    {"text.no_total",
     {"There is no total: rates add up only with numbers of households, or of poor households.",
      "Không có dòng tổng: muốn cộng tỷ lệ phải có tổng số hộ hoặc số hộ nghèo."}},
    {"text.by.poor",
     {"Spread by poor households: the same relative cut everywhere.",
      "Phân bổ theo số hộ nghèo: mọi đơn vị giảm cùng một tỷ lệ tương đối."}},
    {"text.by.households",
     {"Spread by households: the same points everywhere.",
      "Phân bổ theo tổng số hộ: mọi đơn vị giảm cùng số điểm phần trăm."}},
    {"text.by.excess",
     {"Spread by excess: the highest rates come down first, to a common ceiling.",
      "Phân bổ theo mức vượt: nơi có tỷ lệ cao giảm trước, về một mức trần chung."}},
    {"text.by.weight", {"Spread in proportion to the column", "Phân bổ tỷ lệ với cột"}},
    {"text.computed_poor",
     {"Counts of poor households that the file does not print are computed so that they add up.",
      "Số hộ nghèo không có trong tệp được tính sao cho cộng khớp với cấp trên."}},
    {"text.not_computed",
     {"Nothing is computed from rows whose figures contradict one another, and no sum with them.",
      "Không tính gì từ những dòng có số liệu mâu thuẫn nhau, kể cả số tổng."}},
    {"text.marked",
     {"* something here does not fit: `povcalc check` says what.",
      "* có chỗ không khớp: `povcalc check` cho biết chi tiết."}},

    {"text.no_findings", {"The check found nothing.", "Không phát hiện điểm nào."}},
    {"text.marked_findings",
     {"* something here does not fit: see the findings.",
      "* có chỗ không khớp: xem phần kết quả kiểm tra."}},

    /* charts */
    {"chart.baseline", {"Baseline", "Hiện trạng"}},
    {"chart.remaining", {"Left by the plan", "Còn lại theo kế hoạch"}},
    {"chart.planned", {"Planned", "Kế hoạch"}},
    {"chart.actual", {"Actual", "Thực tế"}},
    {"chart.access", {"Access", "Tiếp cận"}},
    {"chart.target", {"Target", "Mục tiêu"}},
    {"chart.highest", {"The highest:", "Cao nhất:"}},
    {"chart.first", {"The first:", "Đầu danh sách:"}},

    /* workbooks */
    {"sheet.summary", {"Summary", "Tóm tắt"}},
    {"sheet.data", {"Data", "Số liệu"}},
    {"sheet.findings", {"Findings", "Kết quả kiểm tra"}},
    {"sheet.chart", {"Chart", "Biểu đồ"}},
    {"sheet.assumptions", {"Assumptions", "Giả định"}},
    {"sheet.report", {"Report", "Báo cáo"}},
    {"sheet.signs", {"Signs", "Ký hiệu"}},
    {"word.low", {"low", "thấp nhất"}},
    {"word.high", {"high", "cao nhất"}},
    {"expected_low", {"Expected, low", "Giá trị đúng, thấp nhất"}},
    {"expected_high", {"Expected, high", "Giá trị đúng, cao nhất"}},
    {"fix_unit", {"Smallest change: unit", "Sửa ít nhất: đơn vị"}},
    {"fix_column", {"Smallest change: column", "Sửa ít nhất: cột"}},
    {"fix_low", {"Smallest change: low", "Sửa ít nhất: thấp nhất"}},
    {"fix_high", {"Smallest change: high", "Sửa ít nhất: cao nhất"}},
    {"fix_line", {"Smallest change: line", "Sửa ít nhất: dòng"}},
    {"text.coloured",
     {"A coloured cell has a finding (red: error, yellow: warning, blue: note); its comment says "
      "what.",
      "Ô tô màu có nhận xét (đỏ: lỗi, vàng: cảnh báo, xanh: lưu ý); chú thích của ô cho biết chi "
      "tiết."}},

    /* the renderers' own words */
    {"page.title", {"Poverty figures", "Số liệu hộ nghèo"}},
    {"page.errors", {"Errors", "Lỗi"}},
    {"page.error_means",
     {"Cannot be true under any assumption.", "Không thể đúng với bất kỳ giả định nào."}},
    {"page.warnings", {"Warnings", "Cảnh báo"}},
    {"page.warning_means",
     {"True only under an assumption that was not made, or an aim that its own figures miss.",
      "Chỉ đúng với một giả định chưa được nêu, hoặc mục tiêu mà chính số liệu kèm theo không "
      "đạt."}},
    {"page.notes", {"Notes", "Ghi chú"}},
    {"page.note_means", {"Worth knowing.", "Điểm cần biết."}},
    {"page.rules", {"What the rules look at", "Nội dung các quy tắc"}},
    {"page.remarks", {"Notes of the file", "Ghi chú trong tệp"}},
    {"page.assumptions", {"Assumptions", "Giả định"}},
    {"page.sources", {"Sources", "Nguồn số liệu"}},
    {"page.made_by", {"Made by", "Lập bằng"}},
    {"text.computed",
     {"≈ computed from what is printed, and not one number (--bounds shows the range).",
      "≈ là số tính ra từ các số liệu đã ghi, không phải một con số duy nhất (--bounds: khoảng)."}},
    {"text.assumed",
     {"† assumes that the number of all households does not change (--growth A..B), or that no "
      "unit is missing.",
      "† giả định tổng số hộ không đổi (--growth A..B), hoặc không thiếu đơn vị nào."}},
    {"word.nothing", {"Nothing to show.", "Không có gì để hiển thị."}},
};

size_t pov_label_count(void)
{
    return sizeof labels / sizeof labels[0];
}

const pov_label_entry *pov_label_get(size_t index)
{
    return &labels[index];
}

static const char *find(const char *name, pov_language language)
{
    for (size_t i = 0; i < pov_label_count(); i++) {
        if (strcmp(labels[i].name, name) == 0) {
            return labels[i].text[language];
        }
    }
    return NULL;
}

const char *pov_label(const char *name, pov_language language)
{
    const char *text = find(name, language);

    return text != NULL ? text : name;
}

const char *pov_word_shown(const char *kind, const char *word, pov_language language)
{
    char name[64];

    int length = snprintf(name, sizeof name, "%s.%s", kind, word);
    const char *text = length > 0 && (size_t)length < sizeof name ? find(name, language) : NULL;
    return text != NULL ? text : word;
}
