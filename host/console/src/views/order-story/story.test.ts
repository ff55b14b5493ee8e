import { describe, expect, test } from 'vitest';
import { isCode, joined, type StoryLine } from './types';

const line = (at: number, source: string, what: string, teller = source): StoryLine => ({ at, source, what, teller });

describe('X-01 one order, one story', () => {
	test('lines of all tellers by time; the ERP first at the same moment', () => {
		const lines = joined([line(3, 'survey', 'c'), line(1, 'complaints', 'b'), line(1, 'erp', 'a', 'survey')]);
		expect(lines.map((one) => one.what)).toEqual(['a', 'b', 'c']);
	});
	test('a fact of the ERP that two plugins tell stands once; the plugins’ own stand all', () => {
		const lines = joined([line(1, 'erp', 'finished', 'survey'), line(1, 'erp', 'finished', 'complaints'), line(2, 'survey', 'x'), line(2, 'survey', 'x')]);
		expect(lines.map((one) => one.what)).toEqual(['finished', 'x', 'x']);
	});
	test('a quantity is no code, a level is', () => {
		expect(['1', '1.5', '-2', '2026-11-22', '风机'].filter(isCode)).toEqual([]);
		expect(['very_satisfied', 'A-UNSAFE', 'd1'].every(isCode)).toBe(true);
	});
});
