import { describe, expect, test } from 'vitest';
import { statementRows } from './statement';

describe('FE-30: a manufacturer’s sheet becomes rows', () => {
	test('paid and refused, sums in fen; totals and headings are left out', () => {
		const { rows, wrong } = statementRows([
			{ line: 2, values: { card: 'GL1', sum: '1,060.50', result: '通过' } },
			{ line: 3, values: { serial: 'SN2', sum: '-', result: '拒付', reason: '照片不清' } },
			{ line: 4, values: { sum: '1060.50' } },
		]);
		expect(wrong).toEqual([]);
		expect(rows).toEqual([{ row: 2, card: 'GL1', result: 'paid', sumFen: 106_050 }, { row: 3, serial: 'SN2', result: 'refused', sumFen: 0, reason: '照片不清' }]);
	});
	test('a sum that cannot be read is shown, never guessed', () => {
		expect(statementRows([{ line: 7, values: { card: 'GL1', sum: '六十', result: '通过' } }, { line: 8, values: { card: 'GL2', result: '通过' } }])).toEqual({ rows: [], wrong: [{ row: 7, value: '六十' }, { row: 8, value: '' }] });
	});
});
