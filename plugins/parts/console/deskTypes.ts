/** Shapes of the desk's API (docs/desk.md). Quantities smallest units, money fen, instants ms UTC, dates ISO local. */

import type { OrderRef } from './types';

export type PersonKind = 'technician' | 'employee' | 'provider';
export const kPersonKinds: PersonKind[] = ['technician', 'employee', 'provider'];
export interface Person {
	kind: PersonKind;
	key: string;
	name: string;
}
export interface ItemRef {
	itemCode: string;
	itemName: string;
	specification: string;
	unit: string;
	unitSize: number;
}
export interface Step {
	at: number;
	what: string;
	by: string;
	note: string;
}

export type StocktakeState = 'planned' | 'counting' | 'recounting' | 'explaining' | 'posted' | 'cancelled';
export const kStocktakeStates: StocktakeState[] = ['planned', 'counting', 'recounting', 'explaining', 'posted', 'cancelled'];
export interface Stocktake {
	id: string;
	number: string;
	branchId: string;
	place: string;
	placeName: string;
	scope: 'full' | 'cycle';
	state: StocktakeState;
	round: number;
	plannedOn: string;
	plannedBy: string;
	frozenAt: number | null;
	postedAt: number | null;
	postedBy: string;
	lines: number;
	counted: number;
	toCount: number;
	differences: number | null;
	version: number;
}
export type Cause = 'miscount' | 'unrecorded_issue' | 'unrecorded_receipt' | 'damage' | 'loss' | 'wrong_item' | 'other';
export const kCauses: Cause[] = ['miscount', 'unrecorded_issue', 'unrecorded_receipt', 'damage', 'loss', 'wrong_item', 'other'];
export interface StocktakeLine extends ItemRef {
	valueClass: 'A' | 'B' | 'C';
	asked: boolean;
	counted: number | null;
	countedBy: string;
	book?: number;
	difference?: number;
	valueFen?: number;
	cause?: Cause;
	explanation?: string;
	charge?: Person | null;
}
export interface StocktakeDetail extends Stocktake {
	items: StocktakeLine[];
	steps: Step[];
}
export interface CountSheet {
	number: string;
	placeName: string;
	branchId: string;
	round: number;
	frozenAt: number | null;
	items: ItemRef[];
}
export interface DueItem extends ItemRef {
	valueClass: 'A' | 'B' | 'C';
	lastCountedAt: number | null;
	dueOn: string;
}
export interface CountEntry {
	key: string;
	number: string;
	itemCode: string;
	itemName: string;
	unit: string;
	quantity: string;
	countedBy: string;
	countedAt: number | null;
	state: 'taken' | 'refused';
	reason: string;
	at: number;
}

export interface Waiting extends ItemRef {
	id: string;
	number: string;
	order: OrderRef;
	quantity: number;
	class: 'regular' | 'special';
	state: 'waiting' | 'left' | 'cancelled';
	origin: 'desk' | 'erp';
	requestedAt: number;
	dueAt: number | null;
	supplierDate: string | null;
	supplierReason: string;
	overdue: boolean;
	leftAt: number | null;
	toTell: boolean;
	tellReason: '' | 'date' | 'moved' | 'overdue';
	toldAt: number | null;
	toldVia: '' | 'sms' | 'phone' | 'visit';
	version: number;
}
export interface WaitingDetail extends Waiting {
	customerName: string;
	phone: string;
	masked: boolean;
	steps: Step[];
}

export interface Reorder extends ItemRef {
	id: string;
	branchId: string;
	place: string;
	placeName: string;
	computedOn: string;
	onHand: number;
	onOrder: number;
	method: 'ses' | 'croston_sba' | 'failure_rate' | 'none';
	demandPerMonth: number;
	leadDays: number;
	servicePerMille: number;
	safetyStock: number;
	reorderPoint: number;
	orderUpTo: number;
	minimum: number;
	proposedMinimum: number;
	orderQuantity: number;
	warning: '' | 'shortage' | 'overstock' | 'slow';
	lastIssuedOn: string | null;
	idleDays: number;
	valueFen: number | null;
	decidedOn: string | null;
	decidedBy: string;
	version: number;
}
export interface FailureRate {
	itemCode: string;
	itemName: string;
	branchId: string;
	unitsInService: number;
	perMillionYear: number;
	version: number;
}

export interface OldPart extends ItemRef {
	id: string;
	number: string;
	order: OrderRef;
	brand: string;
	person: Person;
	due: number;
	back: number;
	lost: number;
	open: number;
	dueOn: string;
	overdue: boolean;
	depositFen: number;
	version: number;
	state: 'open' | 'done';
}
export interface Chased {
	person: Person;
	branchId: string;
	records: number;
	pieces: number;
	oldestDueOn: string;
	depositFen: number;
}
export interface OldOfOrder extends ItemRef {
	issued: number;
	returned: number;
	used: number;
	oldDue: number;
	oldBack: number;
	oldLost: number;
	difference: number;
}
export interface ToSend extends ItemRef {
	oldPartId: string;
	oldPartNumber: string;
	orderNumber: string;
	brand: string;
	quantity: number;
}
export type LotState = 'open' | 'sent' | 'arrived' | 'released';
export const kLotStates: LotState[] = ['open', 'sent', 'arrived', 'released'];
export interface OldLot {
	id: string;
	number: string;
	branchId: string;
	brand: string;
	state: LotState;
	pieces: number;
	carrier: string;
	tracking: string;
	dueOn: string | null;
	sentAt: number | null;
	arrivedAt: number | null;
	arrivedPieces: number | null;
	depositFen: number;
	releasedFen: number | null;
	releaseRef: string;
	overdue: boolean;
	version: number;
}
export interface OldLotDetail extends OldLot {
	entries: (ItemRef & { oldPartId: string; oldPartNumber: string; orderNumber: string; quantity: number })[];
	steps: Step[];
}
export interface Charge {
	id: string;
	number: string;
	branchId: string;
	person: Person;
	reason: 'tool_lost' | 'tool_damaged' | 'old_part_lost' | 'stock_short';
	itemCode: string;
	itemName: string;
	quantity: number;
	sumFen: number;
	text: string;
	at: number;
	by: string;
	state: 'raised' | 'withdrawn';
	withdrawnReason: string;
	version: number;
	order: OrderRef | null;
}

export interface Loan extends ItemRef {
	id: string;
	number: string;
	branchId: string;
	place: string;
	placeName: string;
	person: Person;
	quantity: number;
	back: number;
	damaged: number;
	lost: number;
	replaced: number;
	out: number;
	lentAt: number;
	dueOn: string | null;
	overdue: boolean;
	state: 'out' | 'done';
	replacementDue: number;
	version: number;
}
export interface LoanDetail extends Loan {
	steps: Step[];
	charges: Charge[];
}

export type DisposalState = 'planned' | 'approved' | 'rejected' | 'done' | 'cancelled';
export const kDisposalStates: DisposalState[] = ['planned', 'approved', 'rejected', 'done', 'cancelled'];
export type DisposalKind = 'hazardous' | 'scrap' | 'slow';
export const kDisposalKinds: DisposalKind[] = ['hazardous', 'scrap', 'slow'];
export interface Disposal {
	id: string;
	number: string;
	branchId: string;
	place: string;
	placeName: string;
	kind: DisposalKind;
	state: DisposalState;
	method: string;
	plannedOn: string;
	plannedBy: string;
	approvedBy: string;
	doneAt: number | null;
	receiver: string;
	proceedsFen: number | null;
	costFen: number | null;
	version: number;
}
export interface DisposalDetail extends Disposal {
	items: (ItemRef & { quantity: number; costFen: number | null })[];
	steps: Step[];
}

export type DefectiveState = 'found' | 'identified' | 'waiting_parts' | 'repaired' | 'tested' | 'back' | 'returned';
export const kDefectiveStates: DefectiveState[] = ['found', 'identified', 'waiting_parts', 'repaired', 'tested', 'back', 'returned'];
export interface Defective {
	id: string;
	number: string;
	branchId: string;
	productCode: string;
	productType: string;
	brand: string;
	model: string;
	serialNumber: string;
	fault: string;
	foundAt: number;
	state: DefectiveState;
	stateSince: number;
	ageDays: number;
	stateDays: number;
	passed: boolean | null;
	cause: string;
	endedAt: number | null;
	counts: boolean;
	next: DefectiveState[];
	version: number;
}
export interface DefectiveDetail extends Defective {
	steps: Step[];
}
export interface DefectiveProgress {
	branchId: string;
	states: Partial<Record<DefectiveState, number>>;
	open: number;
	oldestDays: number;
	averageDays: number;
	backThisMonth: number;
	returnedThisMonth: number;
}

export type Where = 'counter' | 'workshop' | 'provider' | 'manufacturer' | 'shelf';
export const kWheres: Where[] = ['counter', 'workshop', 'provider', 'manufacturer', 'shelf'];
export type CarryInState = 'taken_in' | 'ready' | 'told' | 'picked_up';
export const kCarryInStates: CarryInState[] = ['taken_in', 'ready', 'told', 'picked_up'];
export interface CarryIn {
	id: string;
	number: string;
	branchId: string;
	order: OrderRef | null;
	productType: string;
	brand: string;
	model: string;
	serialNumber: string;
	accessories: string[];
	fault: string;
	condition: string;
	customerName: string;
	phone: string;
	where: Where;
	whereNote: string;
	state: CarryInState;
	takenAt: number;
	readyAt: number | null;
	toldAt: number | null;
	pickedUpAt: number | null;
	result: string;
	feeFen: number | null;
	overdue: boolean;
	version: number;
}
export interface CarryInDetail extends CarryIn {
	masked: boolean;
	steps: Step[];
}

export interface DeskCounters {
	stocktakesOpen: number;
	stocktakesToApprove: number;
	waitingOpen: number;
	waitingOverdue: number;
	toTell: number;
	oldOverdue: number;
	lotsOverdue: number;
	loansOverdue: number;
	disposalsToApprove: number;
	defectivesOpen: number;
	carryInsReady: number;
	carryInsOverdue: number;
	shortages: number;
}
