import type { Counters } from '../types';

/** A counter above the list, and the filter that shows what it counts. */
export interface CounterTile {
	name: keyof Counters;
	filter: { state: string; due: string } | null;
	hot?: boolean;
}

export const kTiles: CounterTile[] = [
	{ name: 'open', filter: { state: 'open', due: '' } },
	{ name: 'dueToday', filter: { state: 'open', due: 'today' } },
	{ name: 'overdue', filter: { state: 'open', due: 'overdue' }, hot: true },
	{ name: 'afterSales', filter: { state: 'after_sales', due: '' } },
	{ name: 'planned', filter: null },
	{ name: 'leasedByMe', filter: null },
	{ name: 'doneToday', filter: null },
];
