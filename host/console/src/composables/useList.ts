import { computed, getCurrentScope, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Page, Query } from '@/api/client';
import { asProblem, type ApiProblem } from '@/api/problem';

export type Filters = Record<string, string>;

export interface ListOptions<T> {
	/** Gives one page. Gets limit, cursor, sort and the filters that are set. */
	fetch: (query: Query) => Promise<Page<T>>;
	/** All filters with their defaults. */
	filters?: Filters;
	/** "field" or "-field"; empty: the server's own order. */
	sort?: string;
	limit?: number;
	/** Keeps filters, sort and page in the address, so that reload, "back" and whoever gets the link find them again. */
	inAddress?: boolean;
}

const kExportPage = 200;
/** More than that is no list that anybody reads; Excel itself ends at 1,048,576. */
const kExportMost = 100_000;

/** A list with filter, sort, cursor paging and export of everything that the filter lets through. */
export function useList<T>(options: ListOptions<T>) {
	const route = options.inAddress ? useRoute() : null;
	const router = options.inAddress ? useRouter() : null;
	/** The page's own: once the route has another one, the page is on its way out and the address none of its business. */
	const path = route?.path;
	const defaults = options.filters ?? {};
	const fromAddress = (name: string, fallback: string): string => {
		const value = route?.query[name];
		return typeof value === 'string' ? value : fallback;
	};

	const filters = reactive<Filters>(
		Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, fromAddress(name, value)])),
	);
	const sort = ref(fromAddress('sort', options.sort ?? ''));
	const limit = ref(options.limit ?? 50);
	const items = shallowRef<T[]>([]);
	const total = ref<number | null>(null);
	const next = ref<string | null>(null);
	/** Cursors of the pages up to this one; the first page has none. */
	const trail = ref<(string | null)[]>([null]);
	/** Pages between the first one and this one whose cursors nobody knows: who came by a link did not turn them. */
	const skipped = ref(0);
	function toPageOfAddress(): void {
		const after = fromAddress('after', '');
		trail.value = after === '' ? [null] : [null, after];
		skipped.value = after === '' ? 0 : Math.max(0, (Number.parseInt(fromAddress('page', '2'), 10) || 2) - 2);
	}
	toPageOfAddress();
	const loading = ref(false);
	const loaded = ref(false);
	const problem = ref<ApiProblem | null>(null);
	const exported = ref<number | null>(null);
	let ask = 0;
	/** The query that we put into the address ourselves: by the time it is there, somebody may have typed on. */
	let written = '';

	const pageNumber = computed(() => trail.value.length + skipped.value);
	const filtered = computed(() => Object.entries(filters).some(([name, value]) => value !== (defaults[name] ?? '')));

	const query = (cursor: string | null, most: number): Query => ({
		...filters,
		sort: sort.value,
		limit: most,
		cursor,
	});

	async function load(silent = false): Promise<void> {
		const mine = ++ask;
		if (!silent) loading.value = true;
		try {
			const page = await options.fetch(query(trail.value[trail.value.length - 1], limit.value));
			if (mine !== ask) return; // a later question is on its way
			items.value = page.items;
			next.value = page.next;
			total.value = page.total;
			problem.value = null;
			loaded.value = true;
		} catch (error) {
			if (mine !== ask) return;
			problem.value = asProblem(error);
			// A link to a page that the list does not have any more leads to its first one.
			if (problem.value.code === 'cursor.invalid' && trail.value.length > 1) await restart();
		} finally {
			if (mine === ask) loading.value = false;
		}
	}

	function keepInAddress(): void {
		if (!router || !route || route.path !== path) return;
		const kept: Record<string, string> = {};
		for (const [name, value] of Object.entries(filters)) if (value !== (defaults[name] ?? '')) kept[name] = value;
		if (sort.value !== (options.sort ?? '')) kept.sort = sort.value;
		const after = trail.value[trail.value.length - 1];
		if (after !== null) Object.assign(kept, { page: String(pageNumber.value), after });
		written = JSON.stringify(kept);
		void router.replace({ path: route.path, query: kept });
	}

	/** Filter or sort changed: from the first page again. */
	function restart(): Promise<void> {
		trail.value = [null];
		skipped.value = 0;
		keepInAddress();
		return load();
	}
	function forward(): Promise<void> {
		if (next.value === null) return Promise.resolve();
		trail.value = [...trail.value, next.value];
		keepInAddress();
		return load();
	}
	function back(): Promise<void> {
		if (trail.value.length > 1) trail.value = trail.value.slice(0, -1);
		if (trail.value.length === 1) skipped.value = 0;
		keepInAddress();
		return load();
	}
	function resetFilters(): void {
		Object.assign(filters, defaults);
	}
	/** `order` as Element Plus gives it. */
	function sortBy(field: string | null, order: 'ascending' | 'descending' | null): void {
		sort.value = field && order ? (order === 'descending' ? `-${field}` : field) : (options.sort ?? '');
		void restart();
	}

	/** Everything that the filters let through, page by page; `exported` counts along. */
	async function all(): Promise<T[]> {
		const rows: T[] = [];
		let cursor: string | null = null;
		exported.value = 0;
		try {
			do {
				const page: Page<T> = await options.fetch(query(cursor, kExportPage));
				rows.push(...page.items);
				exported.value = rows.length;
				cursor = page.next;
			} while (cursor !== null && rows.length < kExportMost);
			return rows;
		} finally {
			exported.value = null;
		}
	}

	// Typing into a filter asks once, after the last key.
	let typing: ReturnType<typeof setTimeout> | undefined;
	/** The filters that came with a link: it says its page itself. */
	let linked = '';
	watch(filters, () => {
		clearTimeout(typing);
		if (linked === JSON.stringify(filters)) return;
		linked = '';
		typing = setTimeout(() => void restart(), 250);
	});
	watch(limit, () => void restart());

	if (getCurrentScope()) onScopeDispose(() => clearTimeout(typing));

	// A link, or "back", to this very page with other filters: the component stays, the filters have to follow.
	if (route) {
		watch(() => route.query, () => {
			if (route.path !== path || JSON.stringify(route.query) === written) return;
			written = '';
			for (const [name, value] of Object.entries(defaults)) filters[name] = fromAddress(name, value);
			sort.value = fromAddress('sort', options.sort ?? '');
			linked = JSON.stringify(filters);
			toPageOfAddress();
			void load();
		});
	}

	return reactive({
		filters, sort, limit, items, total, next, pageNumber, filtered, loading, loaded, problem, exported,
		load, restart, forward, back, resetFilters, sortBy, all,
	});
}

export type List<T> = ReturnType<typeof useList<T>>;

function compare(a: unknown, b: unknown): number {
	if (a === b) return 0;
	if (a === null || a === undefined) return -1;
	if (b === null || b === undefined) return 1;
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	return String(a).localeCompare(String(b), 'zh');
}

/**
 * Pages out of a list that the server gives as a whole: `search` looks into every text of a row, other filters compare
 * the field of their name.
 */
export function localPage<T extends object>(rows: T[], query: Query): Page<T> {
	const { search, sort, limit, cursor, ...fields } = query;
	const wanted = String(search ?? '').trim().toLowerCase();
	let kept = rows.filter((row) => {
		const values = row as Record<string, unknown>;
		for (const [name, value] of Object.entries(fields)) {
			if (value !== '' && value !== null && value !== undefined && String(values[name] ?? '') !== String(value)) return false;
		}
		return wanted === '' || JSON.stringify(row).toLowerCase().includes(wanted);
	});
	if (sort) {
		const descending = String(sort).startsWith('-');
		const field = String(sort).replace(/^-/, '');
		kept = [...kept].sort((a, b) => {
			const order = compare((a as Record<string, unknown>)[field], (b as Record<string, unknown>)[field]);
			return descending ? -order : order;
		});
	}
	const start = Number(cursor ?? 0);
	const end = start + Number(limit ?? kept.length);
	return { items: kept.slice(start, end), next: end < kept.length ? String(end) : null, total: kept.length };
}
