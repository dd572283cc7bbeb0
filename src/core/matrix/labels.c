/*
 * labels.c: labels of regions and industries, which are runs of bytes.
 */
#include "core/matrix/labels.h"

#include <string.h>

int
cm_text_compare(const CmText *a, const CmText *b)
{
	uint32_t	common = a->length < b->length ? a->length : b->length;
	int			order = common == 0 ? 0 : memcmp(a->bytes, b->bytes, common);

	if (order != 0)
		return order;
	return (a->length > b->length) - (a->length < b->length);
}

uint32_t
cm_label_place(const CmText *labels, uint32_t count, CmText label)
{
	uint32_t	low = 0,
				high = count;

	while (low < high)
	{
		uint32_t	middle = low + (high - low) / 2;
		int			order = cm_text_compare(&labels[middle], &label);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return UINT32_MAX;
}

void
cm_label_places(const CmHost *host, const CmText *labels, uint32_t count, const CmText *wanted, uint32_t wanteds, uint32_t *place)
{
	uint32_t	at = 0;

	for (uint32_t i = 0; i < wanteds; i++)
	{
		int			order = 1;

		while (at < count && (order = cm_text_compare(&labels[at], &wanted[i])) < 0)
		{
			cm_breathe_at(host, at);
			at++;
		}
		place[i] = at < count && order == 0 ? at++ : UINT32_MAX;
		cm_breathe_at(host, i);
	}
}
