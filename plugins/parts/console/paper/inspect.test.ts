import { describe, expect, test } from 'vitest';
import type { PaperDetail } from '../types';
import { acceptAll, inspectionLines, isOver, verdictsOf } from './inspect';

const line = (number: number, held: number) => ({ line: number, itemCode: 'GL-001', itemName: '主板', specification: '', unit: '块', unitSize: 1, quantity: held + 1, costFen: 0, held, done: 1, back: 0, lost: 0, exchangeDue: 0, origin: null, counted: null, faulty: null, chargedFen: 0, note: '' });
const paper = (kind: 'receipt' | 'recovery') => ({ kind, lines: [line(1, 3), line(2, 0), line(3, 2)] }) as unknown as PaperDetail;

describe('inspection', () => {
	test('PT-09 only what is held is inspected; nothing more than that is decided', () => {
		const verdicts = verdictsOf(paper('receipt'));
		expect(verdicts.map((one) => one.line.line)).toEqual([1, 3]);
		verdicts[0].accepted = 2;
		verdicts[0].exchanged = 1;
		expect(inspectionLines(paper('receipt'), verdicts)).toEqual([{ line: 1, accepted: 2, exchanged: 1 }]);
		verdicts[0].returned = 1;
		expect(isOver(verdicts[0])).toBe(true);
		acceptAll(verdicts);
		expect(inspectionLines(paper('receipt'), verdicts)).toEqual([{ line: 1, accepted: 3 }, { line: 3, accepted: 2 }]);
	});
	test('PT-10 pieces are tested one by one, and they alone say what is good', () => {
		const verdicts = verdictsOf(paper('recovery'));
		expect(verdicts[0].pieces).toHaveLength(3);
		verdicts[0].pieces[0] = { serial: 'S1', passed: true, note: '' };
		verdicts[0].pieces[1] = { serial: '', passed: false, note: '不通电' };
		expect(inspectionLines(paper('recovery'), verdicts)).toEqual([{ line: 1, accepted: 1, scrapped: 1, pieces: [{ serial: 'S1', passed: true }, { passed: false, note: '不通电' }] }]);
	});
});
