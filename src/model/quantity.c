/* The table of quantities. */
#include "model/quantity.h"

#include <string.h>

const pov_quantity_info pov_quantity_infos[POV_QUANTITY_COUNT] = {
#define POV_QUANTITY_INFO(id, name, subject, aspect, kind, negative)                               \
    [id] = {name, subject, aspect, kind, negative},
    POV_QUANTITY_LIST(POV_QUANTITY_INFO)
#undef POV_QUANTITY_INFO
};

const pov_flow pov_flows[POV_MEASURE_MULTI][POV_FLOW_COUNT] = {
    {{POV_START_POOR, 1},
     {POV_ESCAPED, -1},
     {POV_ESCAPED_TO_NEAR_POOR, 0},
     {POV_OTHER_DECREASE, -1},
     {POV_FROM_NEAR_POOR, 1},
     {POV_RELAPSED, 1},
     {POV_OTHER_INCREASE, 1},
     {POV_NEWLY_POOR, 1}},
    {{POV_START_NEAR_POOR, 1},
     {POV_NEAR_POOR_ESCAPED, -1},
     {POV_FROM_NEAR_POOR, -1},
     {POV_NEAR_POOR_OTHER_DECREASE, -1},
     {POV_ESCAPED_TO_NEAR_POOR, 1},
     {POV_NEAR_POOR_RELAPSED, 1},
     {POV_NEAR_POOR_OTHER_INCREASE, 1},
     {POV_NEWLY_NEAR_POOR, 1}},
};

pov_quantity pov_quantity_find(const char *name)
{
    size_t quantity = 0;

    while (quantity < POV_QUANTITY_COUNT && strcmp(pov_quantity_infos[quantity].name, name) != 0) {
        quantity++;
    }
    return (pov_quantity)quantity;
}

const uint8_t pov_quantities_of[POV_MEASURE_COUNT][POV_ASPECT_COUNT] = {
    [POV_MEASURE_POOR] = {POV_POOR, POV_POOR_RATE, POV_REDUCTION_PP, POV_REDUCTION_HOUSEHOLDS,
                          POV_REMAINING_POOR, POV_REMAINING_RATE, POV_RELATIVE_REDUCTION},
    [POV_MEASURE_NEAR_POOR] = {POV_NEAR_POOR, POV_NEAR_POOR_RATE, POV_NEAR_POOR_REDUCTION_PP,
                               POV_NEAR_POOR_REDUCTION_HOUSEHOLDS, POV_REMAINING_NEAR_POOR,
                               POV_REMAINING_NEAR_POOR_RATE, POV_NEAR_POOR_RELATIVE_REDUCTION},
    [POV_MEASURE_MULTI] = {POV_MULTI_POOR, POV_MULTI_POOR_RATE, POV_MULTI_POOR_REDUCTION_PP,
                           POV_MULTI_POOR_REDUCTION_HOUSEHOLDS, POV_REMAINING_MULTI_POOR,
                           POV_REMAINING_MULTI_POOR_RATE, POV_MULTI_POOR_RELATIVE_REDUCTION},
};

pov_kind pov_aspect_kind(pov_aspect aspect)
{
    switch (aspect) {
    case POV_RATE:
    case POV_REMAINING_SHARE:
        return POV_KIND_RATE;
    case POV_PP:
        return POV_KIND_POINTS;
    case POV_RELATIVE:
        return POV_KIND_CHANGE;
    case POV_COUNT:
    case POV_REDUCTION:
    case POV_REMAINING:
    case POV_ASPECT_COUNT:
        break;
    }
    return POV_KIND_COUNT;
}
