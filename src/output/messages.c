#include "output/messages.h"

#include <string.h>

static const pov_message_entry messages[] = {
    {"rate",
     {"{0} is stated, but {1} of {2} households is {3}",
      "văn bản ghi {0}, nhưng {1} trên {2} hộ là {3}"}},
    {"households.none",
     {"{1} is {0} of no whole number of households",
      "không có tổng số hộ nguyên nào để {1} hộ chiếm {0}"}},
    {"households.differ",
     {"{1} at {0} are {2} households, but {4} at {3} are {5}",
      "{1} hộ chiếm {0} thì tổng số là {2} hộ, nhưng {4} hộ chiếm {3} thì là {5} hộ"}},
    {"remaining",
     {"{0} is stated, but {1} less {2} is {3}", "văn bản ghi {0}, nhưng {1} trừ {2} là {3}"}},
    {"multi",
     {"{0} is stated, but {1} and {2} together are {3}",
      "văn bản ghi {0}, nhưng {1} cộng {2} là {3}"}},
    {"sum.exceeds",
     {"{0} is stated, but its {2} units have {1} together, {3} more",
      "văn bản ghi {0}, nhưng {2} đơn vị cộng lại là {1}, nhiều hơn {3}"}},
    {"sum.short",
     {"{0} is stated, but its {2} units have {1} together, {3} fewer",
      "văn bản ghi {0}, nhưng {2} đơn vị cộng lại là {1}, ít hơn {3}"}},
    {"sum.short-maybe",
     {"{0} is stated, but the {2} units listed have {1} together, {3} fewer; it holds only if a "
      "unit "
      "is missing from the list",
      "văn bản ghi {0}, nhưng {2} đơn vị có trong bảng cộng lại là {1}, ít hơn {3}; chỉ đúng nếu "
      "bảng còn thiếu đơn vị"}},
    {"sum.derived",
     {"its other figures give {0}, but its {2} units have {1} together",
      "theo các số liệu khác của dòng này là {0}, nhưng {2} đơn vị cộng lại là {1}"}},
    {"sum.ranges",
     {"{0} is stated, but the ranges of its {2} units add up to {1}",
      "văn bản ghi {0}, nhưng khoảng của {2} đơn vị cộng lại là {1}"}},
    {"partial",
     {"{0} is stated, and the {2} units listed have {1} of it: the list leaves units out",
      "văn bản ghi {0}, {2} đơn vị có trong bảng chiếm {1}: bảng chưa đủ đơn vị"}},
    {"parent-rate",
     {"{0} is stated, but its {2} units together have {1}",
      "văn bản ghi {0}, nhưng {2} đơn vị gộp lại là {1}"}},
    {"flow.error",
     {"{0} are stated at the end of the year, but the flows leave {1} ({cells})",
      "cuối năm ghi {0} hộ, nhưng theo biến động trong năm là {1} hộ ({cells})"}},
    {"flow.gap",
     {"{0} are stated at the end of the year, but the printed flows leave {1} ({cells}); it holds "
      "if "
      "{2} is {3}",
      "cuối năm ghi {0} hộ, nhưng theo các biến động được ghi là {1} hộ ({cells}); đúng nếu {2} là "
      "{3}"}},
    {"flow.escaped",
     {"{0} escaped to near-poor, but only {1} escaped at all",
      "{0} hộ thoát nghèo thành cận nghèo, nhưng chỉ có {1} hộ thoát nghèo"}},
    {"flow.start",
     {"{0} at the start of the year, but line {2} has {1} at the end of the year before; it holds "
      "if "
      "that was revised",
      "đầu năm ghi {0} hộ, nhưng dòng {2} ghi cuối năm trước là {1} hộ; chỉ đúng nếu số đó đã được "
      "điều chỉnh"}},
    {"range.households", {"{0} of only {1} households", "{0} hộ trong khi tổng số chỉ có {1} hộ"}},
    {"range.persons", {"{0} of only {1} persons", "{0} người trong khi tổng số chỉ có {1} người"}},
    {"range.target",
     {"{0} of only {1} households in the target year",
      "{0} hộ trong khi tổng số năm mục tiêu chỉ có {1} hộ"}},
    {"range.grown",
     {"{0}, but there are only {1} households; it holds if they grow to as many",
      "{0} hộ, nhưng tổng số chỉ có {1} hộ; chỉ đúng nếu tổng số hộ tăng lên như vậy"}},
    {"range.left", {"only {0} households, but {1} is {2}", "chỉ có {0} hộ, nhưng {1} là {2}"}},
    {"range.part", {"{0}, but all of {2} has only {1}", "{0}, nhưng toàn bộ {2} chỉ có {1}"}},
    {"range.group",
     {"{0} in this group, but all of {2} has only {1}",
      "nhóm này có {0}, nhưng toàn bộ {2} chỉ có {1}"}},
    {"duplicate.differs",
     {"line {0} states the same unit, group, year and standard with other figures",
      "dòng {0} ghi cùng đơn vị, nhóm, năm và chuẩn nghèo nhưng số liệu khác"}},
    {"duplicate.same",
     {"line {0} states the same unit, group, year and standard with the same figures",
      "dòng {0} ghi cùng đơn vị, nhóm, năm và chuẩn nghèo với số liệu như nhau"}},
    {"contradiction",
     {"these figures cannot all be true: {cells}", "các số liệu sau không thể cùng đúng: {cells}"}},
    {"contradiction.large",
     {"the figures of this row and its units cannot all be true",
      "số liệu của dòng này và các đơn vị trực thuộc không thể cùng đúng"}},
    {"remaining-rate.grow",
     {"{0} is stated, but {1} of {2} households is {3}; it holds if households grow by {4}, to {5}",
      "văn bản ghi {0}, nhưng {1} trên {2} hộ là {3}; chỉ đúng nếu tổng số hộ tăng {4}, lên {5} "
      "hộ"}},
    {"remaining-rate.shrink",
     {"{0} is stated, but {1} of {2} households is {3}; it holds if households fall by {4}, to {5}",
      "văn bản ghi {0}, nhưng {1} trên {2} hộ là {3}; chỉ đúng nếu tổng số hộ giảm {4}, còn {5} "
      "hộ"}},
    {"remaining-rate.stated",
     {"{0} is stated, but {1} of the {2} households of the target year is {3}",
      "văn bản ghi {0}, nhưng {1} trên {2} hộ của năm mục tiêu là {3}"}},
    {"reduction",
     {"{0} is stated, but {1} of {2} households is {3}",
      "văn bản ghi {0}, nhưng {1} trên {2} hộ là {3}"}},
    {"reduction-rounded",
     {"{0} is delivered only as rounded: {1} of {2} households is {3}",
      "{0} chỉ đạt khi làm tròn: {1} trên {2} hộ là {3}"}},
    {"rounded-sum.points",
     {"{0} is what the rounded rates give, but {1} of {2} households is {3}",
      "{0} là hiệu của hai tỷ lệ đã làm tròn, nhưng {1} trên {2} hộ là {3}"}},
    {"rounded-sum.multi",
     {"{0} is the sum of rounded rates; the counts give {1}",
      "{0} là tổng của các tỷ lệ đã làm tròn; theo số hộ là {1}"}},
    {"points",
     {"{0} is stated, but {1} less {2} is {3}", "văn bản ghi {0}, nhưng {1} trừ {2} là {3}"}},
    {"no-figures", {"no figures are stated", "không có số liệu nào"}},
    {"orphan",
     {"the file holds no row for its parent \"{0}\"",
      "tệp không có dòng của đơn vị cấp trên \"{0}\""}},
    {"standard-break",
     {"the poverty standard changes from {0} in {2} to {1} in {3}: the years cannot be compared",
      "chuẩn nghèo thay đổi từ {0} (năm {2}) sang {1} (năm {3}): các năm không so sánh được"}},
    /* what follows the text where another cell than the finding's own would mend it */
    {"sum.cells", {"; one of these is wrong: {cells}", "; một trong các số này sai: {cells}"}},
    {"word.to", {" to ", " đến "}},
    {"fix",
     {"; {unit}, line {line}: {column} {fix} would mend it",
      "; {unit}, dòng {line}: {column} {fix} thì khớp"}},
};

size_t pov_message_count(void)
{
    return sizeof messages / sizeof messages[0];
}

const pov_message_entry *pov_message_get(size_t index)
{
    return &messages[index];
}

const char *pov_message(const char *name, pov_language language)
{
    for (size_t i = 0; i < pov_message_count(); i++) {
        if (strcmp(messages[i].name, name) == 0) {
            return messages[i].text[language];
        }
    }
    return NULL;
}
