import { describe, expect, test } from 'vitest';
import { bodyOf, isComplete, type Ask } from './ask';
import { addScan, readScan, type DraftLine } from './scan';

const kPipe = { code: 'GT-635', name: '铜管', specification: '6.35', unit: '米', unitSize: 1000 };
const kBoard = { code: 'GL-001', name: '主板', specification: '', unit: '块', unitSize: 1 };

describe('PT-19 scanned lines', () => {
	test('a code alone is one unit, "3*code" three of them', () => {
		expect(readScan(' GL-001 ')).toEqual({ times: '', code: 'GL-001' });
		expect(readScan('3*GL-001')).toEqual({ times: '3', code: 'GL-001' });
		expect(readScan('2.5×GT-635')).toEqual({ times: '2.5', code: 'GT-635' });
		expect(readScan('A*B')).toEqual({ times: '', code: 'A*B' });
		expect(readScan('6901234567890')).toEqual({ times: '', code: '6901234567890' });
	});
	test('the same item again makes its line more, never a second line', () => {
		const lines: DraftLine[] = [];
		addScan(lines, kBoard, '', 4);
		addScan(lines, kBoard, '2', 4);
		addScan(lines, kPipe, '2.5', 90_000);
		expect(lines.map((line) => line.quantity)).toEqual([3, 2500]);
	});
	test('half a board is refused and changes nothing', () => {
		const lines: DraftLine[] = [];
		expect(addScan(lines, kBoard, '0.5', 4)).toBeNull();
		expect(addScan(lines, kBoard, '0', 4)).toBeNull();
		expect(lines).toEqual([]);
	});
});

describe('small forms', () => {
	const ask: Ask = {
		title: '', send: async () => {},
		fields: [
			{ kind: 'quantity', name: 'quantity', label: '', item: kBoard, required: true }, { kind: 'area', name: 'note', label: '' },
			{ kind: 'lines', name: 'accessories', label: '' }, { kind: 'text', name: 'serial', label: '', when: (values) => values.quantity === 1, required: true },
		],
	};
	test('what is not shown is neither asked for nor sent; what is empty is left out', () => {
		expect(isComplete(ask, { quantity: 2 })).toBe(true);
		expect(isComplete(ask, { quantity: 1 })).toBe(false);
		expect(isComplete(ask, { quantity: 0 })).toBe(false);
		expect(bodyOf(ask, { quantity: 2, note: ' ', serial: 'x', accessories: '遥控器，说明书' })).toEqual({ quantity: 2, accessories: ['遥控器', '说明书'] });
	});
});
