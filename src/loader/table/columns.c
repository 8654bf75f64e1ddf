/*
 * One table says all of the columns: order, name, meaning, usual headings. A heading that could
 * mean two things ("Số hộ": all households or the poor ones?) is left out on purpose: refused beats
 * misread.
 */
#include "loader/table/columns.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALIASES(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *const no_aliases[] = {NULL};

static const pov_column columns[] = {
    {.part = POV_PART_UNIT,
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
    {.part = POV_PART_LEVEL,
     .info = {"level", ALIASES("Cấp", "Cấp hành chính", "Loại đơn vị"),
              POV_TEXT(
                  "country, region, province, district, commune, village, or a word of your own")}},
    {.part = POV_PART_PARENT,
     .info = {"parent",
              ALIASES("Trực thuộc", "Thuộc", "Đơn vị cấp trên", "Thuộc tỉnh", "Thuộc huyện",
                      "Thuộc xã"),
              POV_TEXT("name of the unit that it is a part of")}},
    {.part = POV_PART_GROUP,
     .info = {"group", ALIASES("Nhóm", "Nhóm đối tượng", "Nhóm hộ", "Đối tượng"),
              POV_TEXT("part of the unit's households: all (also when empty), urban, rural, "
                       "ethnic_minority, …")}},
    {.part = POV_PART_YEAR,
     .info = {"year", ALIASES("Năm", "Năm rà soát", "Năm cơ sở", "Thời điểm", "Cuối năm"),
              POV_TEXT(
                  "year at whose end the state was counted; 2022-06 for a count within a year")}},
    {.part = POV_PART_STANDARD,
     .info = {"standard", ALIASES("Chuẩn", "Chuẩn nghèo", "Chuẩn nghèo áp dụng"),
              POV_TEXT("poverty standard in force, such as vn-2022")}},
    {.part = POV_PART_KIND,
     .info = {"kind", ALIASES("Loại số liệu", "Loại"),
              POV_TEXT("what the end of the row is: plan (also when empty), outcome or "
                       "estimate")}},
    {.part = POV_PART_DIMENSION,
     .info = {"dimension", no_aliases, POV_TEXT("dimension that the indicator belongs to")}},
    {.part = POV_PART_INDICATOR,
     .info = {"indicator", no_aliases,
              POV_TEXT("the indicator's id, as `povcalc standards` lists it; must be there")}},
    {.part = POV_PART_POPULATION,
     .info = {"population", no_aliases, POV_TEXT("poor, near_poor or poor_and_near_poor")}},

    {.part = POV_PART_FIGURE,
     .quantity = POV_HOUSEHOLDS,
     .in_persons = "persons",
     .info = {"households",
              ALIASES("Tổng số hộ", "Tổng số hộ dân", "Tổng số hộ gia đình", "Tổng số hộ dân cư",
                      "Tổng hộ", "Tổng hộ dân", "Tổng hộ dân cư", "Tổng số hộ trên địa bàn",
                      "Tổng số hộ dân trên địa bàn", "Tổng số hộ dân cư trên địa bàn", "Số hộ dân",
                      "Số hộ dân cư", "Hộ dân", "Số hộ gia đình", "Tổng số hộ toàn tỉnh",
                      "Tổng số hộ toàn huyện", "Tổng số hộ toàn xã", "Số hộ toàn tỉnh",
                      "Số hộ toàn huyện", "Số hộ toàn xã", "Tổng số (hộ)"),
              POV_TEXT("all households at the end of the year")},
     .of_deprivation = POV_TEXT("households in that population")},
    {.part = POV_PART_FIGURE,
     .quantity = POV_ALL_HOUSEHOLDS,
     .info = {"all_households", no_aliases, POV_TEXT("all households of the unit")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_DEPRIVED,
     .info = {"deprived", no_aliases,
              POV_TEXT("households of the population that lack the service")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_DEPRIVED_RATE,
     .info = {"deprived_rate", no_aliases,
              POV_TEXT("deprived households in percent of the population's")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_POOR,
     .in_percent = "poor_rate",
     .in_persons = "poor_persons",
     .info = {"poor",
              ALIASES("Hộ nghèo", "Số hộ nghèo", "Tổng số hộ nghèo", "Tổng hộ nghèo",
                      "Số lượng hộ nghèo", "Hộ nghèo hiện có", "Số hộ nghèo hiện có",
                      "Hộ nghèo cuối năm", "Số hộ nghèo cuối năm", "Tổng số hộ nghèo cuối năm",
                      "Hộ nghèo cuối kỳ", "Số hộ nghèo cuối kỳ"),
              POV_TEXT("poor households at the end of the year")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_POOR_RATE,
     .info = {"poor_rate",
              ALIASES("Tỷ lệ hộ nghèo", "Tỷ lệ nghèo", "Tỷ lệ hộ nghèo cuối năm",
                      "Tỷ lệ hộ nghèo cuối kỳ", "Poverty rate"),
              POV_TEXT("poor households in percent of all households")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_NEAR_POOR,
     .in_percent = "near_poor_rate",
     .info = {"near_poor",
              ALIASES("Hộ cận nghèo", "Số hộ cận nghèo", "Tổng số hộ cận nghèo",
                      "Tổng hộ cận nghèo", "Số lượng hộ cận nghèo", "Cận nghèo",
                      "Hộ cận nghèo cuối năm", "Số hộ cận nghèo cuối năm", "Hộ cận nghèo cuối kỳ",
                      "Số hộ cận nghèo cuối kỳ"),
              POV_TEXT("near-poor households at the end of the year")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_NEAR_POOR_RATE,
     .info = {"near_poor_rate",
              ALIASES("Tỷ lệ hộ cận nghèo", "Tỷ lệ cận nghèo", "Tỷ lệ hộ cận nghèo cuối năm",
                      "Tỷ lệ hộ cận nghèo cuối kỳ"),
              POV_TEXT("near-poor households in percent of all households")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_MULTI_POOR,
     .in_percent = "multi_poor_rate",
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
    {.part = POV_PART_FIGURE,
     .quantity = POV_MULTI_POOR_RATE,
     .info = {"multi_poor_rate",
              ALIASES("Tỷ lệ nghèo đa chiều", "Tỷ lệ hộ nghèo đa chiều", "Tỷ lệ nghèo và cận nghèo",
                      "Tỷ lệ hộ nghèo và cận nghèo", "Tỷ lệ hộ nghèo và hộ cận nghèo",
                      "Tỷ lệ hộ nghèo, cận nghèo", "Tỷ lệ hộ nghèo, hộ cận nghèo"),
              POV_TEXT("multidimensionally poor households in percent of all households")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_PERSONS,
     .info = {"persons",
              ALIASES("Nhân khẩu", "Số nhân khẩu", "Tổng số nhân khẩu", "Tổng nhân khẩu", "Số khẩu",
                      "Tổng số khẩu", "Tổng khẩu", "Dân số", "Tổng dân số", "Tổng số người",
                      "Tổng số (người)"),
              POV_TEXT("all persons")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_POOR_PERSONS,
     .info = {"poor_persons",
              ALIASES("Nhân khẩu nghèo", "Số nhân khẩu nghèo", "Khẩu nghèo", "Số khẩu nghèo",
                      "Nhân khẩu hộ nghèo", "Số nhân khẩu hộ nghèo", "Số khẩu hộ nghèo",
                      "Số nhân khẩu thuộc hộ nghèo", "Người nghèo", "Số người nghèo"),
              POV_TEXT("persons in poor households")}},

    {.part = POV_PART_TARGET_YEAR,
     .info = {"target_year", ALIASES("Năm mục tiêu", "Năm kế hoạch", "Năm đích"),
              POV_TEXT("year at whose end the target, forecast or outcome holds")},
     .of_deprivation = POV_TEXT("year at whose end the target holds")},
    {.part = POV_PART_FIGURE,
     .quantity = POV_TARGET_ACCESS_RATE,
     .info = {"target_access_rate", no_aliases,
              POV_TEXT("share with access that is aimed at, in percent: 90 or >=80, as printed")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_TARGET_HOUSEHOLDS,
     .info = {"target_households",
              ALIASES("Tổng số hộ năm mục tiêu", "Tổng số hộ năm kế hoạch", "Tổng số hộ dự kiến",
                      "Dự kiến tổng số hộ"),
              POV_TEXT("all households at the end of the target year")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_REDUCTION_PP,
     .info = {"reduction_pp",
              ALIASES("Giảm (%)", "Giảm (điểm %)", "Mức giảm (%)", "Kế hoạch giảm (%)",
                      "Chỉ tiêu giảm (%)", "Mục tiêu giảm (%)", "Hộ nghèo giảm (%)", "Tỷ lệ giảm",
                      "Tỷ lệ hộ nghèo giảm", "Tỷ lệ giảm nghèo", "Tỷ lệ giảm hộ nghèo",
                      "Tỷ lệ nghèo giảm", "Giảm tỷ lệ", "Giảm tỷ lệ hộ nghèo",
                      "Mức giảm tỷ lệ hộ nghèo", "Chỉ tiêu giảm tỷ lệ hộ nghèo", "Giảm nghèo (%)"),
              POV_TEXT("reduction of the poverty rate, in percentage points")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_REDUCTION_HOUSEHOLDS,
     .in_percent = "reduction_pp",
     .info = {"reduction_households",
              ALIASES("Số hộ giảm", "Số hộ nghèo giảm", "Hộ nghèo giảm", "Số hộ giảm nghèo",
                      "Giảm số hộ", "Giảm số hộ nghèo", "Giảm hộ nghèo", "Hộ giảm", "Giảm (hộ)",
                      "Giảm nghèo (hộ)", "Mức giảm (hộ)", "Kế hoạch giảm (hộ)",
                      "Chỉ tiêu giảm (hộ)", "Mục tiêu giảm (hộ)", "Số hộ giảm trong năm",
                      "Số hộ nghèo giảm trong năm"),
              POV_TEXT("reduction of poor households")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_REMAINING_POOR,
     .in_percent = "remaining_rate",
     .info = {"remaining_poor",
              ALIASES("Còn lại", "Số hộ còn lại", "Hộ còn lại", "Số hộ nghèo còn lại",
                      "Hộ nghèo còn lại"),
              POV_TEXT("poor households that remain at the end of the target year")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_REMAINING_RATE,
     .info = {"remaining_rate",
              ALIASES("Tỷ lệ còn lại", "Tỷ lệ hộ nghèo còn lại", "Tỷ lệ nghèo còn lại"),
              POV_TEXT("poverty rate that remains at the end of the target year")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_RELATIVE_REDUCTION,
     .info = {"relative_reduction", ALIASES("Giảm tương đối (%)", "Giảm so với số hộ nghèo (%)"),
              POV_TEXT("reduction of poor households in percent of them: 50, 1/2")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_NEAR_POOR_REDUCTION_PP,
     .info = {"near_poor_reduction_pp",
              ALIASES("Tỷ lệ hộ cận nghèo giảm", "Tỷ lệ cận nghèo giảm", "Tỷ lệ giảm hộ cận nghèo",
                      "Tỷ lệ giảm cận nghèo", "Giảm tỷ lệ hộ cận nghèo", "Cận nghèo giảm (điểm %)"),
              POV_TEXT("reduction of the near-poor rate, in percentage points")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_NEAR_POOR_REDUCTION_HOUSEHOLDS,
     .in_percent = "near_poor_reduction_pp",
     .info = {"near_poor_reduction_households",
              ALIASES("Số hộ cận nghèo giảm", "Hộ cận nghèo giảm", "Giảm số hộ cận nghèo",
                      "Giảm hộ cận nghèo", "Cận nghèo giảm (hộ)"),
              POV_TEXT("reduction of near-poor households")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_REMAINING_NEAR_POOR,
     .in_percent = "remaining_near_poor_rate",
     .info = {"remaining_near_poor",
              ALIASES("Hộ cận nghèo còn lại", "Số hộ cận nghèo còn lại", "Cận nghèo còn lại"),
              POV_TEXT("near-poor households that remain at the end of the target year")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_REMAINING_NEAR_POOR_RATE,
     .info = {"remaining_near_poor_rate",
              ALIASES("Tỷ lệ hộ cận nghèo còn lại", "Tỷ lệ cận nghèo còn lại"),
              POV_TEXT("near-poor rate that remains at the end of the target year")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_NEAR_POOR_RELATIVE_REDUCTION,
     .info = {"near_poor_relative_reduction", ALIASES("Cận nghèo giảm tương đối (%)"),
              POV_TEXT("reduction of near-poor households in percent of them")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_MULTI_POOR_REDUCTION_PP,
     .info = {"multi_poor_reduction_pp",
              ALIASES("Tỷ lệ nghèo đa chiều giảm", "Tỷ lệ hộ nghèo đa chiều giảm",
                      "Giảm tỷ lệ nghèo đa chiều", "Giảm tỷ lệ hộ nghèo đa chiều",
                      "Mức giảm tỷ lệ nghèo đa chiều", "Nghèo đa chiều giảm (điểm %)"),
              POV_TEXT("reduction of the multidimensional poverty rate, in percentage points")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_MULTI_POOR_REDUCTION_HOUSEHOLDS,
     .in_percent = "multi_poor_reduction_pp",
     .info = {"multi_poor_reduction_households",
              ALIASES("Số hộ nghèo đa chiều giảm", "Hộ nghèo đa chiều giảm",
                      "Giảm số hộ nghèo đa chiều", "Giảm hộ nghèo đa chiều",
                      "Nghèo đa chiều giảm (hộ)"),
              POV_TEXT("reduction of multidimensionally poor households")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_REMAINING_MULTI_POOR,
     .in_percent = "remaining_multi_poor_rate",
     .info = {"remaining_multi_poor",
              ALIASES("Hộ nghèo đa chiều còn lại", "Số hộ nghèo đa chiều còn lại"),
              POV_TEXT("multidimensionally poor households that remain at the end of the target "
                       "year")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_REMAINING_MULTI_POOR_RATE,
     .info = {"remaining_multi_poor_rate",
              ALIASES("Tỷ lệ nghèo đa chiều còn lại", "Tỷ lệ hộ nghèo đa chiều còn lại"),
              POV_TEXT("multidimensional poverty rate that remains at the end of the target "
                       "year")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_MULTI_POOR_RELATIVE_REDUCTION,
     .info = {"multi_poor_relative_reduction", ALIASES("Nghèo đa chiều giảm tương đối (%)"),
              POV_TEXT("reduction of multidimensionally poor households in percent of them")}},

    {.part = POV_PART_FIGURE,
     .quantity = POV_START_POOR,
     .info = {"start_poor",
              ALIASES("Hộ nghèo đầu năm", "Số hộ nghèo đầu năm", "Tổng số hộ nghèo đầu năm",
                      "Hộ nghèo đầu kỳ", "Số hộ nghèo đầu kỳ", "Tổng số hộ nghèo đầu kỳ"),
              POV_TEXT("poor households at the start of the year")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_ESCAPED,
     .info = {"escaped",
              ALIASES("Thoát nghèo", "Hộ thoát nghèo", "Số hộ thoát nghèo",
                      "Tổng số hộ thoát nghèo", "Hộ nghèo thoát nghèo", "Số hộ nghèo thoát nghèo"),
              POV_TEXT("households that escaped poverty in the year")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_ESCAPED_TO_NEAR_POOR,
     .info = {"escaped_to_near_poor",
              ALIASES("Thoát nghèo, thành cận nghèo", "Thoát nghèo thành hộ cận nghèo",
                      "Hộ thoát nghèo trở thành hộ cận nghèo", "Hộ nghèo thành hộ cận nghèo",
                      "Hộ nghèo trở thành hộ cận nghèo"),
              POV_TEXT("of those, households that are near-poor now")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_OTHER_DECREASE,
     .info = {"other_decrease", ALIASES("Giảm khác", "Số hộ giảm khác", "Hộ nghèo giảm khác"),
              POV_TEXT("poor households that moved away, died out, merged, …")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_FROM_NEAR_POOR,
     .info = {"from_near_poor",
              ALIASES("Cận nghèo thành nghèo", "Hộ cận nghèo thành hộ nghèo",
                      "Hộ cận nghèo trở thành hộ nghèo", "Từ hộ cận nghèo"),
              POV_TEXT("near-poor households that became poor in the year")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_RELAPSED,
     .info = {"relapsed",
              ALIASES("Tái nghèo", "Hộ tái nghèo", "Số hộ tái nghèo", "Hộ nghèo tái nghèo",
                      "Số hộ nghèo tái nghèo"),
              POV_TEXT("households that fell back into poverty in the year")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_NEWLY_POOR,
     .info = {"newly_poor",
              ALIASES("Phát sinh mới", "Phát sinh", "Hộ phát sinh mới", "Hộ nghèo phát sinh",
                      "Hộ nghèo phát sinh mới", "Số hộ phát sinh", "Số hộ phát sinh mới",
                      "Số hộ nghèo phát sinh", "Số hộ nghèo phát sinh mới", "Nghèo mới",
                      "Hộ nghèo mới", "Số hộ nghèo mới", "Phát sinh nghèo", "Hộ phát sinh nghèo",
                      "Số hộ phát sinh nghèo"),
              POV_TEXT("households that became poor in the year for the first time")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_OTHER_INCREASE,
     .info = {"other_increase", ALIASES("Tăng khác", "Số hộ tăng khác", "Hộ nghèo tăng khác"),
              POV_TEXT("poor households that moved in, split off, …")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_START_NEAR_POOR,
     .info = {"start_near_poor",
              ALIASES("Hộ cận nghèo đầu năm", "Số hộ cận nghèo đầu năm",
                      "Tổng số hộ cận nghèo đầu năm", "Hộ cận nghèo đầu kỳ",
                      "Số hộ cận nghèo đầu kỳ", "Tổng số hộ cận nghèo đầu kỳ"),
              POV_TEXT("near-poor households at the start of the year")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_NEAR_POOR_ESCAPED,
     .info = {"near_poor_escaped",
              ALIASES("Thoát cận nghèo", "Hộ thoát cận nghèo", "Số hộ thoát cận nghèo",
                      "Tổng số hộ thoát cận nghèo", "Hộ cận nghèo thoát cận nghèo",
                      "Số hộ cận nghèo thoát cận nghèo"),
              POV_TEXT("near-poor households that rose above the line in the year")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_NEAR_POOR_OTHER_DECREASE,
     .info = {"near_poor_other_decrease",
              ALIASES("Cận nghèo giảm khác", "Hộ cận nghèo giảm khác", "Số hộ cận nghèo giảm khác"),
              POV_TEXT("near-poor households that moved away, died out, merged, …")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_NEAR_POOR_RELAPSED,
     .info = {"near_poor_relapsed",
              ALIASES("Tái cận nghèo", "Hộ tái cận nghèo", "Số hộ tái cận nghèo",
                      "Hộ cận nghèo tái cận nghèo"),
              POV_TEXT("households that became near-poor again in the year")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_NEWLY_NEAR_POOR,
     .info = {"newly_near_poor",
              ALIASES("Cận nghèo phát sinh mới", "Cận nghèo phát sinh", "Hộ cận nghèo phát sinh",
                      "Hộ cận nghèo phát sinh mới", "Số hộ cận nghèo phát sinh",
                      "Số hộ cận nghèo phát sinh mới", "Cận nghèo mới", "Hộ cận nghèo mới",
                      "Số hộ cận nghèo mới", "Phát sinh cận nghèo", "Hộ phát sinh cận nghèo",
                      "Số hộ phát sinh cận nghèo"),
              POV_TEXT("households that became near-poor in the year for the first time")}},
    {.part = POV_PART_FIGURE,
     .quantity = POV_NEAR_POOR_OTHER_INCREASE,
     .info = {"near_poor_other_increase",
              ALIASES("Cận nghèo tăng khác", "Hộ cận nghèo tăng khác", "Số hộ cận nghèo tăng khác"),
              POV_TEXT("near-poor households that moved in, split off, …")}},

    {.part = POV_PART_SOURCE,
     .info = {"source", ALIASES("Nguồn", "Nguồn số liệu", "Văn bản"),
              POV_TEXT("document that the figures are printed in")}},
    {.part = POV_PART_NOTE,
     .info = {"note", ALIASES("Ghi chú", "Chú thích"), POV_TEXT("any remark")}},
};

#define COLUMN_COUNT (sizeof columns / sizeof *columns)

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

static const char *const serial_headings[] = {"STT", "TT", "Số TT", "Số thứ tự", "No.", "No", "#"};

size_t pov_column_count(void)
{
    return COLUMN_COUNT;
}

static bool is_of(const pov_column *column, pov_file_kind kind)
{
    switch (column->part) {
    case POV_PART_FIGURE:
        return column->quantity == POV_HOUSEHOLDS ||
               (column->quantity < POV_PLAN_QUANTITY_COUNT) == (kind == POV_FILE_PLAN);
    case POV_PART_KIND:
        return kind == POV_FILE_PLAN;
    case POV_PART_DIMENSION:
    case POV_PART_INDICATOR:
    case POV_PART_POPULATION:
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
    if (deprivation && ((column->part == POV_PART_FIGURE && column->quantity == POV_HOUSEHOLDS) ||
                        column->part == POV_PART_GROUP)) {
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
        if (strcmp(columns[i].info.name, name) == 0) {
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

static bool is_own(const char *heading, const char *name)
{
    size_t length = own_name_length(heading, name);

    return length > 0 && heading[length] == '\0';
}

/* An end of the bounds that povcalc prints beside a figure. */
static bool is_own_end(const char *heading, const char *name)
{
    size_t length = own_name_length(heading, name);

    return length > 0 && (is_own(heading + length, "_low") || is_own(heading + length, "_high"));
}

size_t pov_column_own(const char *heading)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (is_own(heading, columns[i].info.name)) {
            return i;
        }
        if (columns[i].part == POV_PART_FIGURE && is_own_end(heading, columns[i].info.name)) {
            return POV_HEADING_IGNORED;
        }
    }
    for (size_t i = 0; i < sizeof own_columns / sizeof *own_columns; i++) {
        if (is_own(heading, own_columns[i]) || is_own_end(heading, own_columns[i])) {
            return POV_HEADING_IGNORED;
        }
    }
    return is_own(heading, "computed") ? POV_HEADING_COMPUTED : POV_HEADING_UNKNOWN;
}

/* ---- the form in which headings are compared ---- */

typedef enum heading_unit { UNIT_NONE, UNIT_PERCENT, UNIT_HOUSEHOLDS, UNIT_PERSONS } heading_unit;

typedef struct phrase {
    const char *text, *instead;
    heading_unit unit;
} phrase;

static const phrase brackets[] = {{"( ", "(", UNIT_NONE}, {" )", ")", UNIT_NONE}};

/* What a folded heading writes differently without meaning anything else. Longer ones first. */
static const phrase phrases[] = {
    {"(điểm phần trăm)", " ", UNIT_PERCENT},
    {"(điểm %)", " ", UNIT_PERCENT},
    {"(%)", " ", UNIT_PERCENT},
    {"%", " ", UNIT_PERCENT},
    {"(hộ)", " ", UNIT_HOUSEHOLDS},
    {"(nhân khẩu)", " ", UNIT_PERSONS},
    {"(người)", " ", UNIT_PERSONS},
    {"(khẩu)", " ", UNIT_PERSONS},
    {"tỉ lệ", "tỷ lệ", UNIT_NONE},
    {"đầu kì", "đầu kỳ", UNIT_NONE},
    {"cuối kì", "cuối kỳ", UNIT_NONE},
    {"\xE2\x80\x93", " ", UNIT_NONE}, /* en dash */
};

static bool is_punctuation(char c)
{
    return c != '\0' && strchr(",/;:.-_+", c) != NULL;
}

/* Appends with every run of blanks as one, and none at the start. */
static void add_squeezed(pov_buffer *to, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        bool blank = text[i] == ' ' || is_punctuation(text[i]);
        if (!blank) {
            pov_buffer_char(to, text[i]);
        } else if (to->length > 0 && to->data[to->length - 1] != ' ') {
            pov_buffer_char(to, ' ');
        }
    }
}

static void replace(const char *from, const phrase *list, size_t count, heading_unit *unit,
                    pov_buffer *to)
{
    while (*from != '\0') {
        size_t i = 0;
        while (i < count && (list[i].text[0] != *from ||
                             strncmp(from, list[i].text, strlen(list[i].text)) != 0)) {
            i++;
        }
        if (i == count) {
            add_squeezed(to, from++, 1);
            continue;
        }
        if (list[i].unit != UNIT_NONE) {
            *unit = list[i].unit;
        }
        add_squeezed(to, list[i].instead, strlen(list[i].instead));
        from += strlen(list[i].text);
    }
}

/* A heading without case, spacing, punctuation and unit, and the unit. One may serve many headings.
 * */
typedef struct simple {
    pov_buffer text;
    heading_unit unit;
    pov_buffer folded, closed; /* on the way */
} simple;

/* From to->folded on. */
static void simplify_folded(simple *to)
{
    const char *folded = pov_buffer_get(&to->folded);
    pov_buffer *text = &to->text;

    pov_buffer_clear(text);
    to->unit = UNIT_NONE;
    if (strchr(folded, '(') != NULL) {
        pov_buffer_clear(&to->closed);
        replace(folded, brackets, sizeof brackets / sizeof *brackets, &to->unit, &to->closed);
        folded = pov_buffer_get(&to->closed);
    }
    replace(folded, phrases, sizeof phrases / sizeof *phrases, &to->unit, text);
    if (text->length > 0 && text->data[text->length - 1] == ' ') {
        text->data[--text->length] = '\0';
    }
    text->failed = text->failed || to->folded.failed || to->closed.failed;
}

static void simplify(const char *heading, simple *to)
{
    pov_buffer_clear(&to->folded);
    pov_text_fold(heading, strlen(heading), &to->folded);
    simplify_folded(to);
}

/* The same for a heading of the table above, which is NFC and has no capitals but A to Z and Đ: ten
 * times as fast, and there are 300 of them. */
static void simplify_own(const char *heading, simple *to)
{
    pov_buffer_clear(&to->folded);
    for (const char *c = heading; *c != '\0'; c++) {
        char lower = *c >= 'A' && *c <= 'Z' ? (char)(*c + ('a' - 'A')) : *c;
        if (c > heading && *c == '\x90' && c[-1] == '\xC4') {
            lower = '\x91';
        }
        pov_buffer_char(&to->folded, lower);
    }
    simplify_folded(to);
}

static void simple_fini(simple *s)
{
    pov_buffer_fini(&s->text);
    pov_buffer_fini(&s->folded);
    pov_buffer_fini(&s->closed);
}

bool pov_heading_same(const char *a, const char *b, bool *failed)
{
    simple left = {0}, right = {0};

    simplify(a, &left);
    simplify(b, &right);
    bool lost = left.text.failed || right.text.failed;
    if (failed != NULL) {
        *failed |= lost;
    }
    bool same = !lost && left.unit == right.unit &&
                strcmp(pov_buffer_get(&left.text), pov_buffer_get(&right.text)) == 0;
    simple_fini(&left);
    simple_fini(&right);
    return same;
}

/* ---- looking up ---- */

/* The key is the simplified text and the unit's digit. */
static void end_key(simple *key)
{
    pov_buffer_char(&key->text, (char)('0' + (int)key->unit));
}

static pov_status put(pov_column_names *names, simple *key, const char *heading, size_t meaning)
{
    simplify_own(heading, key);
    end_key(key);
    if (key->text.failed) {
        return POV_ERR_NOMEM;
    }
    size_t length = key->text.length;
    const char *kept = pov_arena_text(&names->arena, key->text.data, length);
    return kept != NULL ? pov_map_put(&names->map, kept, length, meaning) : POV_ERR_NOMEM;
}

/* The ends of its bounds, which povcalc prints beside it. */
static pov_status put_ends(pov_column_names *names, simple *key, const char *name)
{
    char end[96];

    (void)snprintf(end, sizeof end, "%s_low", name);
    pov_status status = put(names, key, end, POV_HEADING_IGNORED);
    (void)snprintf(end, sizeof end, "%s_high", name);
    return status == POV_OK ? put(names, key, end, POV_HEADING_IGNORED) : status;
}

static pov_status put_all(pov_column_names *names)
{
    pov_status status = POV_OK;
    simple key = {0};

    for (size_t i = 0; i < sizeof own_columns / sizeof *own_columns && status == POV_OK; i++) {
        status = put(names, &key, own_columns[i], POV_HEADING_IGNORED);
        status = status == POV_OK ? put_ends(names, &key, own_columns[i]) : status;
    }
    for (size_t i = 0; i < sizeof serial_headings / sizeof *serial_headings && status == POV_OK;
         i++) {
        status = put(names, &key, serial_headings[i], POV_HEADING_SERIAL);
    }
    if (status == POV_OK) {
        status = put(names, &key, "computed", POV_HEADING_COMPUTED);
    }
    for (size_t i = 0; i < COLUMN_COUNT && status == POV_OK; i++) {
        status = put(names, &key, columns[i].info.name, i);
        if (status == POV_OK && columns[i].part == POV_PART_FIGURE) {
            status = put_ends(names, &key, columns[i].info.name);
        }
        for (size_t a = 0; columns[i].info.aliases[a] != NULL && status == POV_OK; a++) {
            status = put(names, &key, columns[i].info.aliases[a], i);
        }
    }
    simple_fini(&key);
    names->ready = status == POV_OK;
    return status;
}

static bool is_count(const pov_column *column)
{
    return column->part == POV_PART_FIGURE &&
           pov_quantity_get(column->quantity)->kind == POV_KIND_COUNT;
}

static bool counts_persons(const pov_column *column)
{
    return column->quantity == POV_PERSONS || column->quantity == POV_POOR_PERSONS;
}

/* What a known heading means with a unit behind it, so that no rate is read as a count. */
static size_t with_unit(size_t index, heading_unit unit)
{
    const pov_column *column = &columns[index];
    const char *other = unit == UNIT_PERCENT   ? column->in_percent
                        : unit == UNIT_PERSONS ? column->in_persons
                                               : NULL;
    bool fits = false;

    if (other != NULL) {
        return pov_column_index(other);
    }
    if (unit == UNIT_PERCENT) {
        fits = column->part == POV_PART_FIGURE && !is_count(column);
    } else {
        fits = is_count(column) && counts_persons(column) == (unit == UNIT_PERSONS);
    }
    return fits ? index : POV_HEADING_UNKNOWN;
}

static size_t look_up(const pov_column_names *names, pov_buffer *key, heading_unit unit)
{
    char *digit = &key->data[key->length - 1];

    *digit = (char)('0' + (int)unit);
    size_t found = pov_map_get(&names->map, key->data, key->length);
    if (found != POV_NONE || unit == UNIT_NONE) {
        return found;
    }
    *digit = '0';
    found = pov_map_get(&names->map, key->data, key->length);
    return found < COLUMN_COUNT ? with_unit(found, unit) : found;
}

/* ---- headings that no list can hold ---- */

static void cut(pov_buffer *text, size_t length)
{
    text->data[length] = '\0';
    text->length = length;
}

/* Cuts "2023" off the end of a simplified heading; 0 when there is no year. */
static int cut_year(pov_buffer *text)
{
    const char *end = text->length > 5 ? text->data + text->length - 5 : " ";
    int year = 0;

    for (size_t i = 1; i < 5 && end[0] == ' '; i++) {
        if (end[i] < '0' || end[i] > '9') {
            return 0;
        }
        year = year * 10 + (end[i] - '0');
    }
    if (year < 1900 || year > 2199) {
        return 0;
    }
    cut(text, text->length - 5);
    return year;
}

/* Cuts a word off the end. */
static bool cut_word(pov_buffer *text, const char *word)
{
    size_t size = strlen(word);

    if (text->length <= size || strcmp(text->data + text->length - size, word) != 0) {
        return false;
    }
    cut(text, text->length - size);
    return true;
}

int pov_heading_year(const char *heading)
{
    simple key = {0};

    simplify(heading, &key);
    int year = key.text.failed ? -1 : cut_year(&key.text);
    simple_fini(&key);
    return year;
}

/* "số hộ nghèo cuối năm 2023" without 2023, "năm" and "cuối", as far as it takes. */
static size_t look_up_dated(const pov_column_names *names, simple *key, heading_unit unit)
{
    size_t found = POV_HEADING_UNKNOWN;

    cut(&key->text, key->text.length - 1); /* the unit's digit */
    if (cut_year(&key->text) == 0) {
        return POV_HEADING_UNKNOWN;
    }
    do {
        end_key(key);
        found = look_up(names, &key->text, unit);
        cut(&key->text, key->text.length - 1);
    } while (found == POV_HEADING_UNKNOWN &&
             (cut_word(&key->text, " năm") || cut_word(&key->text, " cuối")));
    return found < COLUMN_COUNT && columns[found].part == POV_PART_FIGURE ? found
                                                                          : POV_HEADING_UNKNOWN;
}

/* Whether a simplified heading lists kinds of units: "thành phố thị xã huyện", "tên thôn bản". */
static bool lists_units(const char *text)
{
    static const char *const words[] = {
        "tên",  "các",     "và",         "tỉnh",    "thành phố", "tp",         "huyện",
        "quận", "thị xã",  "thị trấn",   "thị",     "xã",        "phường",     "đặc khu",
        "thôn", "bản",     "buôn",       "bon",     "làng",      "ấp",         "xóm",
        "khóm", "khu phố", "khối phố",   "khối",    "khu",       "tổ dân phố", "tdp",
        "tổ",   "đơn vị",  "địa phương", "địa bàn", "khu vực",   "vùng",
    };
    size_t units = 0;

    while (*text != '\0') {
        size_t best = 0, which = 0;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            size_t size = strlen(words[i]);
            if (size > best && strncmp(text, words[i], size) == 0 &&
                (text[size] == ' ' || text[size] == '\0')) {
                best = size;
                which = i;
            }
        }
        if (best == 0) {
            return false;
        }
        units += which > 2;
        text += best + (text[best] == ' ');
    }
    return units > 0;
}

/* `unit`: what is known of it besides the heading. */
static pov_status find_with_unit(pov_column_names *names, const char *heading, heading_unit unit,
                                 size_t *found, pov_error *err)
{
    simple key = {0};
    pov_status status = names->ready ? POV_OK : put_all(names);

    simplify(heading, &key);
    unit = unit != UNIT_NONE ? unit : key.unit;
    bool units = unit == UNIT_NONE && lists_units(pov_buffer_get(&key.text));
    end_key(&key);
    if (status != POV_OK || key.text.failed) {
        status = pov_no_memory(err);
    } else {
        *found = look_up(names, &key.text, unit);
        if (*found == POV_HEADING_UNKNOWN) {
            *found = units ? pov_column_index("unit") : look_up_dated(names, &key, unit);
        }
    }
    simple_fini(&key);
    return status;
}

pov_status pov_column_find(pov_column_names *names, const char *heading, size_t *found,
                           pov_error *err)
{
    /* most files use the names: then the aliases are not even made ready */
    size_t index = pov_column_index(heading);

    if (index != POV_NONE) {
        *found = index;
        return POV_OK;
    }
    return find_with_unit(names, heading, UNIT_NONE, found, err);
}

/* The unit that a heading under another one names: "Số hộ", "Tỷ lệ (%)", "Số khẩu". */
static heading_unit unit_named(const char *under, bool *failed)
{
    static const phrase words[] = {
        {"số hộ", NULL, UNIT_HOUSEHOLDS},      {"hộ", NULL, UNIT_HOUSEHOLDS},
        {"số lượng", NULL, UNIT_HOUSEHOLDS},   {"tổng số", NULL, UNIT_HOUSEHOLDS},
        {"tổng số hộ", NULL, UNIT_HOUSEHOLDS}, {"tỷ lệ", NULL, UNIT_PERCENT},
        {"số khẩu", NULL, UNIT_PERSONS},       {"khẩu", NULL, UNIT_PERSONS},
        {"nhân khẩu", NULL, UNIT_PERSONS},     {"số nhân khẩu", NULL, UNIT_PERSONS},
        {"số người", NULL, UNIT_PERSONS},      {"người", NULL, UNIT_PERSONS},
    };
    simple heading = {0};

    simplify(under, &heading);
    heading_unit named = heading.text.length == 0 ? heading.unit : UNIT_NONE;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].text, pov_buffer_get(&heading.text)) == 0) {
            named = words[i].unit;
        }
    }
    *failed = heading.text.failed;
    simple_fini(&heading);
    return named;
}

bool pov_heading_is_rate(const char *heading)
{
    bool failed = false;

    return unit_named(heading, &failed) == UNIT_PERCENT && !failed;
}

/*
 * Whether a heading below means the same as it does alone: not below "Hộ cận nghèo", whose "Phát
 * sinh mới" are the newly near-poor; and a mere "Tổng số hộ" not below anything that speaks of the
 * poor.
 */
static bool stands_alone(const char *over, bool only_unit)
{
    static const char *const others[] = {"cận nghèo", "đa chiều", "dân tộc", "dtts"};
    simple heading = {0};

    simplify(over, &heading);
    const char *text = pov_buffer_get(&heading.text);
    bool alone = !heading.text.failed && (!only_unit || strstr(text, "nghèo") == NULL);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        alone = alone && strstr(text, others[i]) == NULL;
    }
    simple_fini(&heading);
    return alone;
}

pov_status pov_column_find_under(pov_column_names *names, const char *over, const char *under,
                                 size_t *found, pov_error *err)
{
    pov_buffer both = {0};
    bool failed = false;
    heading_unit unit = unit_named(under, &failed);

    pov_buffer_format(&both, "%s %s", over, under);
    pov_status status = failed || both.failed
                            ? pov_no_memory(err)
                            : find_with_unit(names, pov_buffer_get(&both), UNIT_NONE, found, err);
    if (status == POV_OK && *found == POV_HEADING_UNKNOWN && unit != UNIT_NONE) {
        status = find_with_unit(names, over, unit, found, err);
    }
    if (status == POV_OK && *found == POV_HEADING_UNKNOWN &&
        stands_alone(over, unit != UNIT_NONE)) {
        status = find_with_unit(names, under, UNIT_NONE, found, err);
    }
    pov_buffer_fini(&both);
    return status;
}

void pov_column_names_fini(pov_column_names *names)
{
    pov_map_fini(&names->map);
    pov_arena_fini(&names->arena);
    *names = (pov_column_names)POV_COLUMN_NAMES_INIT;
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
