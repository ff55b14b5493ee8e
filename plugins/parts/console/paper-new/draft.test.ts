import { describe, expect, test } from 'vitest';
import { bodyOf, emptyDraft, missingOf } from './draft';

const kLine = { item: { code: 'GL-001', name: '主板', specification: '', unit: '块', unitSize: 1 }, quantity: 2, there: 4, costFen: 12_000, note: '', exchangeFor: null };
const kOrder = { kind: 'work_order' as const, branchId: 'MX', key: 'MX|AZ1', number: 'AZ1' };

describe('papers', () => {
	test('PT-03 an issue needs a technician or an order, and with an order its warranty', () => {
		const draft = { ...emptyDraft('store:MX'), lines: [kLine] };
		expect(missingOf('issue', draft, true)).toEqual(['whom']);
		draft.order = kOrder;
		expect(missingOf('issue', draft, true)).toEqual(['warranty']);
		draft.warranty = 'out';
		expect(missingOf('issue', draft, true)).toEqual([]);
		expect(bodyOf('issue', draft)).toEqual({ placeId: 'store:MX', order: { kind: 'work_order', branchId: 'MX', key: 'MX|AZ1' }, warranty: 'out', lines: [{ item: 'GL-001', quantity: 2 }] });
	});
	test('PT-14 urgent transport needs cost and reason', () => {
		const draft = { ...emptyDraft('store:MX'), to: 'store:CG', urgent: true, lines: [kLine] };
		expect(missingOf('transfer', draft, true)).toEqual(['transport']);
		draft.transportFen = 0;
		draft.transportReason = '客户急用';
		expect(missingOf('transfer', draft, true)).toEqual([]);
		expect(bodyOf('transfer', draft)).toMatchObject({ transport: { urgent: true, costFen: 0, reason: '客户急用' } });
	});
	test('PT-09 a replacement goes in at the cost of what went back: none is sent', () => {
		const draft = { ...emptyDraft('store:MX'), supplier: 'GL', lines: [{ ...kLine, exchangeFor: { documentId: 'd', line: 1 } }, kLine] };
		expect(bodyOf('receipt', draft)).toMatchObject({ lines: [{ item: 'GL-001', quantity: 2, exchangeFor: { documentId: 'd', line: 1 } }, { item: 'GL-001', quantity: 2, costFen: 12_000 }] });
	});
	test('PT-05 the opening from the ERP has no lines', () => {
		const draft = { ...emptyDraft('store:MX'), reason: '上线', fromErp: true };
		expect(missingOf('opening', draft, false)).toEqual([]);
		expect(bodyOf('opening', draft)).toEqual({ placeId: 'store:MX', reason: '上线', fromErp: true });
	});
});
