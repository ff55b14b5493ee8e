import type { IndicatorRow } from '../types';

/** One bar of the chart. */
export interface Bar {
	name: string;
	value: number;
	low: number;
	high: number;
	n: number;
}

/** SV-55. */
export const kTarget = 0.95;

/** Rows that have answers, best first; a share of nothing is no bar. */
export function barsOf(rows: IndicatorRow[]): Bar[] {
	return rows
		.filter((row) => row.satisfaction.value !== null)
		.map((row) => ({
			name: row.name || row.key,
			value: row.satisfaction.value ?? 0,
			low: row.satisfaction.low ?? 0,
			high: row.satisfaction.high ?? 1,
			n: row.satisfaction.denominator,
		}))
		.sort((a, b) => b.value - a.value || b.n - a.n);
}
