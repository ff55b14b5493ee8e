import { keyOf, type PaperRoute } from '../api';
import type { DraftLine } from '../common/scan';
import type { OrderRef, PaperKind, Warranty } from '../types';

/** Papers that are made of scanned lines. */
export type ScannedKind = Extract<PaperKind, 'issue' | 'receipt' | 'transfer' | 'recovery' | 'opening'>;
export const kScannedKinds: ScannedKind[] = ['issue', 'receipt', 'transfer', 'recovery', 'opening'];
export const kRoutes: Record<ScannedKind, PaperRoute> = { issue: 'issues', receipt: 'receipts', transfer: 'transfers', recovery: 'recoveries', opening: 'openings' };
export const kSources = ['customer', 'repaired', 'scrap'] as const;

/** What is asked for on the form of any of these papers; each kind sends what is its own. */
export interface PaperDraft {
	place: string;
	to: string;
	person: { key: string; name: string } | null;
	order: OrderRef | null;
	warranty: Warranty | '';
	supplier: string;
	reference: string;
	source: (typeof kSources)[number];
	fromErp: boolean;
	reason: string;
	businessDate: string;
	urgent: boolean;
	transportFen: number | null;
	carrier: string;
	tracking: string;
	transportReason: string;
	lines: DraftLine[];
}
export const emptyDraft = (place: string): PaperDraft => ({
	place, to: '', person: null, order: null, warranty: '', supplier: '', reference: '', source: 'customer', fromErp: false, reason: '', businessDate: '', urgent: false,
	transportFen: null, carrier: '', tracking: '', transportReason: '', lines: [],
});

export type Missing = 'place' | 'to' | 'whom' | 'warranty' | 'supplier' | 'reason' | 'transport' | 'lines';
/** What has to be filled in before the paper can be sent, in the order of the form. */
export function missingOf(kind: ScannedKind, draft: PaperDraft, linesReady: boolean): Missing[] {
	const missing: Missing[] = [];
	const blank = (text: string) => text.trim() === '';
	if (blank(draft.place)) missing.push('place');
	if (kind === 'transfer' && blank(draft.to)) missing.push('to');
	if (kind === 'issue' && !draft.person && !draft.order) missing.push('whom');
	if (kind === 'issue' && draft.order && draft.warranty === '') missing.push('warranty');
	if (kind === 'receipt' && blank(draft.supplier)) missing.push('supplier');
	if ((kind === 'recovery' || kind === 'opening') && blank(draft.reason)) missing.push('reason');
	// PT-14: urgent transport has a cost and a reason.
	if (draft.urgent && (draft.transportFen === null || blank(draft.transportReason))) missing.push('transport');
	if (!linesReady && !(kind === 'opening' && draft.fromErp)) missing.push('lines');
	return missing;
}

/** The request, without its id. */
export function bodyOf(kind: ScannedKind, draft: PaperDraft): object {
	const filled = (text: string) => text.trim() || undefined;
	const order = draft.order ? keyOf(draft.order) : undefined;
	const person = draft.person ? { number: draft.person.key, name: draft.person.name } : undefined;
	const carried = draft.urgent || draft.carrier.trim() || draft.tracking.trim();
	const transport = carried ? { urgent: draft.urgent, costFen: draft.transportFen ?? undefined, carrier: filled(draft.carrier), tracking: filled(draft.tracking), reason: filled(draft.transportReason) } : undefined;
	const lines = draft.lines.map((line) => ({
		item: line.item.code, quantity: line.quantity,
		...(kind === 'receipt' || kind === 'opening' ? (line.exchangeFor ? { exchangeFor: line.exchangeFor } : { costFen: line.costFen }) : {}),
		...(kind === 'transfer' || kind === 'opening' ? {} : { note: filled(line.note) }),
	}));
	const common = { businessDate: filled(draft.businessDate) };
	switch (kind) {
		case 'issue':
			return { ...common, placeId: draft.place, technician: person, order, warranty: order ? draft.warranty : undefined, transport, reason: filled(draft.reason), lines };
		case 'receipt':
			return { ...common, placeId: draft.place, supplier: draft.supplier, reference: filled(draft.reference), transport, lines };
		case 'transfer':
			return { ...common, from: draft.place, to: draft.to, transport, reason: filled(draft.reason), lines };
		case 'recovery':
			return { ...common, placeId: draft.place, source: draft.source, order, person, reason: filled(draft.reason), lines };
		case 'opening':
			return { ...common, placeId: draft.place, reason: filled(draft.reason), ...(draft.fromErp ? { fromErp: true } : { lines }) };
	}
}
