import { percent } from '@/composables/format';

/** A share with what it is a share of, and its 95 % Wilson interval; all null where the denominator is 0. */
export interface Rate {
	numerator: number;
	denominator: number;
	value: number | null;
	low: number | null;
	high: number | null;
}

/** "94.1 % – 97.2 %", "—" where nothing was answered. */
export const intervalText = (rate: Rate): string => (rate.value === null ? '—' : `${percent(rate.low)} – ${percent(rate.high)}`);
