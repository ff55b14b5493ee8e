/** Shapes of plugins/fees/docs/orders.md. Instants ms UTC, days ISO local, money fen. */

export interface Named {
	key: string;
	name: string;
}
export interface OrderName {
	kind: string;
	branch: string;
	key: string;
}

export type ListKind = 'price' | 'commission' | 'warranty';
export const kListKinds: ListKind[] = ['price', 'commission', 'warranty'];
export interface PriceList {
	id: string;
	number: string;
	kind: ListKind;
	branchId: string;
	branchName: string;
	name: string;
	sample: boolean;
	validFrom: string;
	/** The first day on which it does not hold. */
	validTo: string | null;
	state: 'draft' | 'published' | 'dropped';
	rowCount: number;
	createdAt: number;
	createdName: string;
	publishedAt: number | null;
	publishedName: string;
	version: number;
}
export interface ListRow {
	line: number;
	what: 'labour' | 'visit' | 'part' | 'commission' | 'warranty';
	code: string;
	name: string;
	serviceType: string;
	productType: string;
	brand: string;
	model: string;
	unit: string;
	/** Fen; of a warranty months. */
	amount: number;
}
/** As it stands in a sheet: amounts in yuan, words in Chinese or English. */
export type RawRow = { line: number } & Partial<Record<'what' | 'code' | 'name' | 'serviceType' | 'productType' | 'brand' | 'model' | 'unit' | 'amount', string>>;
export interface RowProblem {
	line: number;
	field: string;
	code: string;
	value: string;
}
export interface ListDetail extends PriceList {
	rows: ListRow[];
	problems: RowProblem[];
}
export interface ListDraft {
	kind: ListKind;
	branchId: string;
	name: string;
	validFrom: string;
	validTo: string | null;
	sample: boolean;
	rows: RawRow[];
}

export type MoneyState = 'open' | 'free' | 'due' | 'technician' | 'clerk' | 'cashier' | 'till' | 'differs';
export const kMoneyStates: MoneyState[] = ['open', 'free', 'due', 'technician', 'clerk', 'cashier', 'till', 'differs'];
export interface OrderRow {
	kind: string;
	branchId: string;
	orderKey: string;
	orderNumber: string;
	status: string;
	serviceType: string;
	productType: string;
	brand: string;
	model: string;
	technician: Named;
	provider: Named;
	outsourced: boolean;
	completedAt: number | null;
	completedOn: string;
	verdict: 'in' | 'out';
	verdictReason: string;
	coveredUntil: string | null;
	erpWarranty: '' | 'in' | 'out';
	computedFen: number;
	chargedFen: number;
	handedFen: number;
	passedFen: number;
	cashedFen: number;
	namedFen: number | null;
	refundedFen: number;
	moneyState: MoneyState;
	exception: string;
	settlementState: string;
	touchedAt: number;
	version: number;
}
export interface FeeLine {
	line: number;
	what: 'labour' | 'visit' | 'part';
	code: string;
	name: string;
	quantity: number;
	unit: string;
	unitSize: number;
	priceFen: number;
	amountFen: number;
	basis: 'list' | 'cost' | 'warranty' | 'repair_warranty' | 'free_approval' | 'unlisted';
	list: { id: string; number: string; line: number } | null;
}
export interface WarrantyNote {
	id: string;
	exclusion: string;
	proof: string;
	purchasedOn: string;
	reason: string;
	whoName: string;
	at: number;
}
export interface QuoteLine {
	what: 'labour' | 'visit' | 'part';
	code: string;
	name: string;
	quantity: number;
	unit: string;
	unitSize: number;
	amountFen: number;
}
export interface Quotation {
	id: string;
	number: string;
	extra: boolean;
	lines: QuoteLine[];
	totalFen: number;
	state: 'offered' | 'agreed' | 'refused' | 'superseded';
	madeAt: number;
	madeName: string;
	answeredAt: number | null;
	answeredVia: string;
	answeredNote: string;
	version: number;
}
export const kMethods = ['cash', 'transfer', 'wechat', 'alipay', 'card'];
export interface Receipt {
	id: string;
	number: string;
	what: 'charge' | 'refund';
	mirrors: string | null;
	mirroredBy: string | null;
	totalFen: number;
	method: string;
	technician: string;
	businessDate: string;
	at: number;
	whoName: string;
	reason: string;
	lines: QuoteLine[];
}
export interface ReceiptPaper extends Receipt {
	order: { kind: string; branchId: string; branchName: string; orderKey: string; orderNumber: string; customerName: string };
}
export interface MoneyEntry {
	id: string;
	position: number;
	what: string;
	day: string;
	at: number;
	whoName: string;
	reason: string;
	ref: string;
	reverses: string | null;
	reversedBy: string | null;
	lines: { account: string; key: string; deltaFen: number }[];
}
export const kExceptions = ['over_list', 'under_list', 'named_differs', 'parts_differ', 'receipt_missing', 'cash_differs', 'warranty_differs', 'unlisted'];
export interface FeeException {
	id: string;
	what: string;
	kind: string;
	branchId: string;
	orderKey: string;
	orderNumber: string;
	technician: Named;
	differenceFen: number;
	facts: {
		listFen?: number;
		chargedFen?: number;
		handedFen?: number | null;
		passedFen?: number;
		cashedFen?: number;
		namedFen?: number | null;
		verdict?: string;
		erpWarranty?: string;
		parts?: { code: string; name: string; used: number; charged: number; unit: string; unitSize: number }[];
		items?: string[];
	};
	state: 'open' | 'explained' | 'closed';
	reason: string;
	outcome: '' | 'justified' | 'mistake' | 'settled' | 'gone';
	openedAt: number;
	changedAt: number;
	changedName: string;
	reopened: number;
	version: number;
}
export interface ExceptionDetail extends FeeException {
	/** The gain was taken from who made it; refunding the customer does not do that. */
	confiscated: boolean;
	steps: { state: string; reason: string; facts: FeeException['facts']; at: number; whoName: string }[];
}
export interface Compensation {
	id: string;
	number: string;
	what: 'damage' | 'overcharge' | 'other';
	kind: string;
	branchId: string;
	orderKey: string;
	orderNumber: string;
	caseId: string;
	exceptionId: string;
	sumFen: number;
	liable: { kind: 'person' | 'provider' | 'company'; key: string; name: string; parts: number; shareFen: number }[];
	reason: string;
	state: 'claimed' | 'approved' | 'refused' | 'paid' | 'withdrawn';
	claimedAt: number;
	claimedName: string;
	decidedAt: number | null;
	decidedName: string;
	decidedWhy: string;
	paidAt: number | null;
	paidName: string;
	receiptNumber: string;
	version: number;
}
export interface OrderDetail extends OrderRow {
	warranty: { purchasedOn: string; months: number; source: 'policy' | 'product' | 'default'; list: string | null; notes: WarrantyNote[]; repairOf: string | null };
	lines: FeeLine[];
	generations: { generation: number; at: number; cause: string; totalFen: number; verdict: string }[];
	quotations: Quotation[];
	receipts: Receipt[];
	entries: MoneyEntry[];
	exceptions: FeeException[];
	compensations: Compensation[];
}

export interface CashTechnician {
	branchId: string;
	technician: Named;
	orders: { kind: string; orderKey: string; orderNumber: string; receipts: number }[];
}
export interface Count {
	id: string;
	number: string;
	stage: 'hand_in' | 'hand_over';
	branchId: string;
	technician: Named;
	day: string;
	expectedFen: number;
	countedFen: number;
	differenceFen: number;
	state: 'agreed' | 'difference' | 'explained' | 'reversed';
	reason: string;
	passedBy: string | null;
	at: number;
	whoName: string;
	version: number;
	/** None in lists and of a hand-over. */
	lines: { kind: string; orderKey: string; orderNumber: string; expectedFen: number; countedFen: number }[];
}
export interface WaitingHandIn {
	id: string;
	number: string;
	technician: Named;
	day: string;
	at: number;
}
export interface CashDay {
	branchId: string;
	technician: Named;
	day: string;
	expectedFen: number | null;
	handedFen: number | null;
	differenceFen: number | null;
	blind: boolean;
	reason: string;
	closedAt: number | null;
	closedName: string;
}
export interface CashEntry {
	branchId: string;
	key: string;
	number: string;
	entryKind: string;
	orderNumber: string;
	receiptNumber: string;
	method: string;
	amountFen: number;
	at: number;
	problem: '' | 'unknown_order' | 'amount';
}
export interface Account {
	branchId: string;
	account: string;
	key: string;
	balanceFen: number;
}
