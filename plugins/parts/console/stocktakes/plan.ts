import { today } from '@/composables/format';
import { translate } from '@/i18n';
import type { Ask } from '../common/ask';
import { add } from '../deskApi';
import type { StocktakeDetail } from '../deskTypes';
import type { Place } from '../types';

/** Asks for a new stocktake; `codes`: a cycle count of just these. */
export const planAsk = (place: string, places: Place[], codes: string[], made: (one: StocktakeDetail) => unknown): Ask => ({
	title: translate('parts.stocktakes.plan'), text: codes.length ? translate('parts.stocktakes.planOf', { n: codes.length }) : translate('parts.stocktakes.planText'),
	initial: { place, scope: 'cycle', plannedOn: today(), limit: 50 },
	fields: [
		{ kind: 'place', name: 'place', label: translate('parts.store'), required: true },
		...(codes.length ? [] : [{ kind: 'choice' as const, name: 'scope', label: translate('parts.stocktakes.scope'), required: true, options: ['cycle', 'full'].map((value) => ({ value, label: translate(`parts.stocktakes.scopes.${value}`) })) }]),
		{ kind: 'date', name: 'plannedOn', label: translate('parts.stocktakes.plannedOn'), required: true },
		...(codes.length ? [] : [{ kind: 'whole' as const, name: 'limit', label: translate('parts.stocktakes.limit'), least: 1, most: 2000, when: (values: Record<string, unknown>) => values.scope === 'cycle' }]),
	],
	send: async (body, key) => {
		const branchId = places.find((one) => one.id === body.place)?.branchId ?? '';
		await made(await add<StocktakeDetail>('stocktakes', { scope: 'cycle', ...body, branchId, ...(codes.length ? { itemCodes: codes } : {}) }, key));
	},
});
