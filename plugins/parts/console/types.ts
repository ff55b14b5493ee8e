/** Shapes of the ledger's API (docs/ledger.md). Quantities smallest units, money fen, instants ms UTC, dates ISO local. */

export type PlaceKind = 'supplier' | 'central' | 'store' | 'transit' | 'technician' | 'used' | 'old_parts' | 'manufacturer' | 'scrap' | 'difference' | 'quarantine';
export type Warranty = 'in' | 'out';
export type OrderKind = 'work_order' | 'delivery' | 'sale';
export const kOrderKinds: OrderKind[] = ['work_order', 'delivery', 'sale'];
export interface OrderKey {
	kind: OrderKind;
	branchId: string;
	key: string;
}
export interface OrderRef extends OrderKey {
	number: string;
}

export type ItemKind = 'part' | 'material' | 'tool';
export const kItemKinds: ItemKind[] = ['part', 'material', 'tool'];
export type ItemClass = 'regular' | 'special';
export const kItemClasses: ItemClass[] = ['regular', 'special'];
export interface Item {
	code: string;
	name: string;
	specification: string;
	unit: string;
	unitSize: number;
	brand: string;
	kind: ItemKind;
	class: ItemClass;
	supplier: string;
	costFen: number | null;
	minimum: number;
	hazardous: boolean;
	active: boolean;
	origin: 'erp' | 'hand';
	erpFields: string[];
	erpDiffers: { name?: string; specification?: string; unit?: string } | null;
	updatedAt: number;
	version: number;
}
export interface ItemDetail extends Item {
	balances: Balance[];
}

export interface Supplier {
	code: string;
	name: string;
	contact: string;
	phone: string;
	address: string;
	terms: string;
	leadDays: number;
	active: boolean;
	version: number;
}

export interface Place {
	id: string;
	kind: PlaceKind;
	branchId: string;
	holder: string;
	name: string;
	keeper: string;
	keeperName: string;
	erpBranch: string;
	erpWarehouse: string;
	active: boolean;
	version: number;
}

export interface Balance {
	placeId: string;
	placeName: string;
	placeKind: PlaceKind;
	branchId: string;
	itemCode: string;
	itemName: string;
	specification: string;
	unit: string;
	unitSize: number;
	quantity: number;
	valueFen: number | null;
	averageFen: number | null;
	minimum: number;
}

export interface Movement {
	id: string;
	sequence: number;
	kind: string;
	itemCode: string;
	itemName: string;
	unit: string;
	unitSize: number;
	quantity: number;
	from: string;
	fromName: string;
	to: string;
	toName: string;
	costFen: number | null;
	branchId: string;
	brand: string;
	warranty: Warranty | '';
	order: OrderRef | null;
	person: string;
	personName: string;
	documentId: string;
	documentNumber: string;
	line: number;
	businessDate: string;
	postedAt: number;
	actorName: string;
	depositFen: number;
	chargedFen: number;
	reason: string;
	reverses: string;
}
export interface MovementDetail extends Movement {
	reversed: number;
	reversals: Movement[];
}

export type PaperKind = 'receipt' | 'issue' | 'return' | 'write_off' | 'transfer' | 'hand_over' | 'recovery' | 'sampling' | 'opening';
export const kPaperKinds: PaperKind[] = ['issue', 'return', 'write_off', 'receipt', 'sampling', 'recovery', 'transfer', 'hand_over', 'opening'];
export type PaperState = 'open' | 'done' | 'cancelled';
export interface Paper {
	id: string;
	number: string;
	kind: PaperKind;
	state: PaperState;
	branchId: string;
	from: string;
	fromName: string;
	to: string;
	toName: string;
	order: OrderRef | null;
	warranty: Warranty | '';
	person: string;
	personName: string;
	supplier: string;
	reference: string;
	reason: string;
	urgent: boolean;
	transportFen: number | null;
	carrier: string;
	tracking: string;
	businessDate: string;
	createdAt: number;
	actor: string;
	actorName: string;
	settledAt: number | null;
	settledName: string;
	settledNote: string;
	version: number;
}
export interface PaperLine {
	line: number;
	itemCode: string;
	itemName: string;
	specification: string;
	unit: string;
	unitSize: number;
	quantity: number;
	costFen: number | null;
	held: number;
	done: number;
	back: number;
	lost: number;
	exchangeDue: number;
	origin: { documentId: string; line: number } | null;
	counted: number | null;
	faulty: number | null;
	chargedFen: number;
	note: string;
}
export interface PaperDetail extends Paper {
	lines: PaperLine[];
	tests: { line: number; serial: string; passed: boolean; note: string; testedAt: number; actorName: string }[];
}
export interface Hand extends PaperLine {
	documentId: string;
	documentNumber: string;
	branchId: string;
	person: string;
	personName: string;
	order: OrderRef | null;
	issuedOn: string;
}

export interface SampleProposal {
	item: string;
	itemName: string;
	unit: string;
	unitSize: number;
	inStock: number;
	sample: number;
	lastSampledOn: string | null;
}

export interface OrderPart {
	itemCode: string;
	itemName: string;
	specification: string;
	unit: string;
	unitSize: number;
	warranty: Warranty;
	issued: number;
	returned: number;
	used: number;
	inHands: number;
	costFen: number | null;
	toChargeFen: number | null;
	chargedFen: number;
	oldDue: number;
	oldBack: number;
	freeApproval: string;
}
export interface FreeApproval {
	reason: string;
	at: number;
	name: string;
}
export interface OrderParts {
	order: OrderRef;
	items: OrderPart[];
	movements: Movement[];
	freeApproval: FreeApproval | null;
	complete: boolean;
}

export interface StockDifference {
	placeId: string;
	placeName: string;
	branchId: string;
	itemCode: string;
	itemName: string;
	specification: string;
	unit: string;
	unitSize: number;
	ours: number;
	theirs: number | null;
	theirsText: string;
	what: string[];
	agreedAt: number | null;
	since: number;
	checkedAt: number;
	explanation: string;
	explainedBy: string;
	version: number;
}
export interface StockDifferenceDetail extends StockDifference {
	movements: Movement[];
}
