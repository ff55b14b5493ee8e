import type { ClassReason, ComplaintKind, OrderHit, Source, SubKind } from '../types';

/** What is being written down while the customer is on the phone. */
export interface IntakeDraft {
	source: Source;
	sourceDetail: string;
	order: OrderHit | null;
	branchId: string;
	customerName: string;
	phone: string;
	address: string;
	product: string;
	technicianName: string;
	complaintKind: ComplaintKind;
	subKind: SubKind;
	words: string;
	/** '' : the program decides (CP-08). */
	publicity: '' | ClassReason;
}
export const emptyIntake = (): IntakeDraft => ({
	source: 'phone', sourceDetail: '', order: null, branchId: '', customerName: '', phone: '', address: '', product: '', technicianName: '',
	complaintKind: 'after_sales', subKind: '', words: '', publicity: '',
});

/** Where the complaint probably belongs: a delivery to logistics, a sale to the store (CP-03). The clerk has the last word. */
export const likelyKind = (order: OrderHit): ComplaintKind =>
	order.kind === 'delivery' ? 'logistics' : order.kind === 'sale' ? 'store' : 'after_sales';

export type Missing = 'words' | 'branch' | 'department' | 'customer';
/** What has to be filled in before the complaint can be taken; in the order of the form. */
export function missingOf(draft: IntakeDraft): Missing[] {
	const missing: Missing[] = [];
	if (draft.source === 'department' && draft.sourceDetail.trim() === '') missing.push('department');
	if (!draft.order && draft.branchId === '') missing.push('branch');
	if (!draft.order && draft.phone.trim() === '' && draft.customerName.trim() === '') missing.push('customer');
	if (draft.words.trim() === '') missing.push('words');
	return missing;
}
