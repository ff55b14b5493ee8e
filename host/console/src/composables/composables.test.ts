import { describe, expect, test, vi } from 'vitest';
import { ApiProblem } from '@/api/problem';
import { changedLines } from '@/components/lineDiff';
import { translate, useLanguage } from '@/i18n';
import { safeBack } from '@/router';
import { placeOf } from '@/views/erp/mapping/hook';
import { ago, dateTime, percent, span, today } from './format';
import { sheetOf, type Column } from './useExport';
import { atLeast, fitting, headingWidth } from './columnWidth';
import { localPage, useList } from './useList';
import { wordsOf } from './useProblem';

describe('format', () => {
	test('instants are shown in the company’s time zone, whatever the computer’s is', () => {
		expect(dateTime(Date.UTC(2026, 10, 21, 16, 5))).toBe('2026-11-22 00:05');
		expect(today(Date.UTC(2026, 10, 21, 16, 5))).toBe('2026-11-22');
		expect(dateTime(null)).toBe('—');
	});
	test('[SV-57] a share of nothing is no number', () => {
		expect(percent(null)).toBe('—');
		expect(percent(0.9534)).toBe('95.3 %');
	});
	test('lengths of time', () => {
		useLanguage('en');
		expect([span(900), span(61_000), span(5_400_000), span(400_000_000)]).toEqual(['1 s', '1 min', '1.5 h', '5 days']);
		expect(ago(null)).toBe('never');
		useLanguage('zh');
		expect(ago(1_000, 9_000)).toBe('8 秒前');
	});
});

describe('problems', () => {
	const refused = (detail: string) => new ApiProblem({ code: 'auth.forbidden', status: 403, title: 'x', detail, params: { roles: 'it, branch_manager' } });
	test('roles are called what people call them', () => {
		expect(wordsOf(refused('需要其中一个岗位：it, branch_manager。')).detail).toBe('需要其中一个岗位：信息技术、分公司售后经理。');
		useLanguage('en');
		expect(wordsOf(refused('one of these is needed: it, branch_manager.')).detail).toBe(`one of these is needed: ${translate('roles.it')}, ${translate('roles.branch_manager')}.`);
		useLanguage('zh');
	});
});

const place = vi.hoisted(() => ({ route: { path: '/list', query: {} as Record<string, string> }, replaced: vi.fn() }));
vi.mock('vue-router', async (original) => ({ ...(await original<typeof import('vue-router')>()), useRoute: () => place.route, useRouter: () => ({ replace: place.replaced }) }));

describe('lists', () => {
	const rows = Array.from({ length: 7 }, (_, index) => ({ name: `row ${index}`, kind: index % 2 ? 'odd' : 'even', n: index }));
	test('pages of a whole list: search, field, sort, cursor', () => {
		expect(localPage(rows, { kind: 'odd' }).items.map((row) => row.n)).toEqual([1, 3, 5]);
		expect(localPage(rows, { search: 'ROW 3' }).total).toBe(1);
		const first = localPage(rows, { sort: '-n', limit: 4 });
		expect(first.items.map((row) => row.n)).toEqual([6, 5, 4, 3]);
		expect(localPage(rows, { sort: '-n', limit: 4, cursor: first.next }).items.map((row) => row.n)).toEqual([2, 1, 0]);
	});
	test('cursor paging forward and back, and everything for the export', async () => {
		const fetch = vi.fn(async (query) => localPage(rows, query));
		const list = useList({ fetch, limit: 3, filters: { kind: '' } });
		await list.load();
		await list.forward();
		await list.forward();
		expect([list.pageNumber, list.items.length, list.next]).toEqual([3, 1, null]);
		await list.back();
		expect(list.items[0]).toMatchObject({ n: 3 });
		expect(await list.all()).toHaveLength(7);
		expect(list.exported).toBeNull();
	});
	test('the page stands in the address, and who comes by a link is on it', async () => {
		const fetch = vi.fn(async (query) => localPage(rows, query));
		const own = useList({ fetch, limit: 3, inAddress: true });
		await own.load();
		await own.forward();
		expect(place.replaced).toHaveBeenLastCalledWith({ path: '/list', query: { page: '2', after: '3' } });
		await own.back();
		expect(place.replaced).toHaveBeenLastCalledWith({ path: '/list', query: {} });
		place.route.query = { page: '3', after: '6' };
		const linked = useList({ fetch, limit: 3, inAddress: true });
		await linked.load();
		expect([linked.pageNumber, linked.items.map((row) => row.n)]).toEqual([3, [6]]);
		// Nobody knows the pages between.
		await linked.back();
		expect([linked.pageNumber, linked.items[0]!.n]).toEqual([1, 0]);
	});
	test('a link to a page that is no more leads to the first one', async () => {
		place.route.query = { page: '2', after: 'gone' };
		const fetch = vi.fn(async (query) => {
			if (query.cursor) throw new ApiProblem({ status: 400, code: 'cursor.invalid' });
			return localPage(rows, query);
		});
		const list = useList({ fetch, limit: 3, inAddress: true });
		await list.load();
		expect([list.pageNumber, list.items.length, list.problem, list.loading]).toEqual([1, 3, null, false]);
		place.route.query = {};
	});
	test('an answer that comes too late does not replace a newer one', async () => {
		let release = (_: unknown) => {};
		const fetch = vi.fn()
			.mockImplementationOnce(() => new Promise((done) => (release = done)))
			.mockImplementationOnce(async () => ({ items: [{ n: 2 }], next: null, total: 1 }));
		const list = useList<{ n: number }>({ fetch });
		const slow = list.load();
		await list.load();
		release({ items: [{ n: 1 }], next: null, total: 1 });
		await slow;
		expect(list.items).toEqual([{ n: 2 }]);
	});
	test('the sheet: numbers as numbers, phone numbers and formulas as text, local time', () => {
		const columns: Column<{ phone: string; n: number; at: Date }>[] = [
			{ key: 'phone', label: 'Phone', value: (row) => row.phone }, { key: 'n', label: 'N', value: (row) => row.n },
			{ key: 'at', label: 'At', value: (row) => row.at }, { key: 'x', label: 'X', value: () => 'x', screenOnly: true },
		];
		const sheet = sheetOf([{ phone: '=1+1', n: 3, at: new Date(Date.UTC(2026, 10, 21, 16)) }], columns);
		expect(sheet[0]).toHaveLength(3);
		expect(sheet[1][0]).toEqual({ value: '=1+1', type: String });
		expect(sheet[1][1]).toEqual({ value: 3, type: Number });
		expect(sheet[1][2]).toMatchObject({ value: new Date(Date.UTC(2026, 10, 22)), type: Date });
	});
});

describe('differences and places', () => {
	test('changed lines with their neighbours', () => {
		expect(changedLines('a\nb\nc\nd\ne\nf', 'a\nb\nc\nD\ne\nf', 1).map((line) => `${line.kind}:${line.text}`))
			.toEqual(['gap:', 'same:c', 'removed:d', 'added:D', 'same:e', 'gap:']);
		expect(changedLines('a', 'a')).toEqual([]);
	});
	test('where JSON is broken', () => {
		expect(placeOf('{\n "a": x', 'Unexpected token x in JSON at position 8')).toEqual({ line: 2, column: 7 });
		expect(placeOf('{', 'no place')).toBeNull();
	});
	test('a way back leads nowhere else', () => {
		expect([safeBack('/audit?x=1'), safeBack('//evil'), safeBack('/\\evil'), safeBack('https://evil'), safeBack('/signin'), safeBack(undefined)])
			.toEqual(['/audit?x=1', '/', '/', '/', '/', '/']);
	});
});

describe('columns', () => {
	test('a heading stands on one line in either language, with room for its arrows', () => {
		expect(headingWidth('部门', false)).toBeLessThan(headingWidth('Department', false));
		expect(headingWidth('Department', false)).toBeGreaterThanOrEqual(90);
		expect(headingWidth('Answers', true)).toBe(headingWidth('Answers', false) + 28);
		expect(headingWidth('Very dissatisfied', false)).toBe(headingWidth('dissatisfied', false));
		expect(headingWidth('师傅已交（元）', false)).toBe(headingWidth('师傅已交', false));
	});
	test('a width is only ever made larger, and one that is no number stays', () => {
		expect(atLeast(76, 93)).toBe(93);
		expect(atLeast(120, 93)).toBe(120);
		expect(atLeast('20%', 93)).toBe('20%');
		expect(atLeast(undefined, 93)).toBeUndefined();
	});
});

describe('what fits into a list', () => {
	const column = (key: string, width: number, more = {}) => ({ key, width, ...more });
	const keys = (columns: { key: string }[]) => columns.map((one) => one.key).join('');
	const all = [column('a', 100), column('b', 100), column('c', 100), column('d', 100, { sort: 'd' }), column('e', 100), column('f', 100), column('g', 100, { screenOnly: true })];
	test('all of it where there is room', () => expect(keys(fitting(all, 700, () => 0))).toBe('abcdefg'));
	test('the last ones go first; buttons and what it is sorted by stay', () => expect(keys(fitting(all, 500, () => 0))).toBe('abcdg'));
	test('sorted columns go last, the first three never', () => expect(keys(fitting(all, 100, () => 0))).toBe('abcg'));
	test('a heading that is wider than its column counts', () => expect(keys(fitting(all, 700, (one) => (one.key === 'b' ? 150 : 0)))).toBe('abcdeg'));
});
