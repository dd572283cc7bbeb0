/*
 * technology_choice.h: is an industry too rich in capital for its region?
 */
#ifndef CLUSTER_EXT_TECHNOLOGY_CHOICE_H
#define CLUSTER_EXT_TECHNOLOGY_CHOICE_H

/*
 * (VA_ri/L_ri)/(VA_r/L_r), or with capital in place of value added: above 1,
 * more capital-intensive than the region's endowment suggests (Lin 2003,
 * Economic Development and Cultural Change 51).  NaN unless all four are above 0.
 */
double		cm_technology_choice(double value_added, double employment,
								 double region_value_added, double region_employment);

#endif
