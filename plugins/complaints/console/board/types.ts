import type { Counters } from '../types';

/** A counter above the board, and the filter that shows what it counts; without one it only counts. */
export interface Tile {
	name: keyof Counters;
	filter?: Record<string, string>;
	/** Leads to another page. */
	to?: { name: string; params?: Record<string, string>; query?: Record<string, string> };
	hot?: boolean;
}

export const kTiles: Tile[] = [
	{ name: 'open', filter: { state: 'open' } },
	{ name: 'mine', filter: { state: 'open', mine: 'true' } },
	{ name: 'unowned', hot: true },
	{ name: 'overdue', hot: true },
	{ name: 'warned', filter: { state: 'open', warning: '1' }, hot: true },
	{ name: 'class2', filter: { state: 'open', class: '2' } },
	{ name: 'class3', filter: { state: 'open', class: '3' }, hot: true },
	{ name: 'waiting', filter: { state: 'open', step: 'prevention' } },
	{ name: 'actionsOverdue', to: { name: 'complaint-causes', params: { tab: 'actions' }, query: { state: 'open' } }, hot: true },
	{ name: 'careDue', to: { name: 'complaint-lists', params: { tab: 'customers' }, query: { due: 'true' } } },
];
