/** Shapes of plugins/fees/docs/settlement.md. Instants ms UTC, days ISO local, months YYYY-MM, money fen. */

export type Verdict = 'payable' | 'waits_assessment' | 'waits_complaint' | 'waits_release' | 'not_settled';
export const kVerdicts: Verdict[] = ['payable', 'waits_release', 'waits_complaint', 'waits_assessment', 'not_settled'];
export const kWorkStates = ['waiting', 'drafted', 'paid', 'taken_back', 'not_settled'];
export interface Work {
	id: string;
	branchId: string;
	kind: string;
	orderKey: string;
	orderNumber: string;
	payee: string;
	payeeName: string;
	technician: string;
	technicianName: string;
	productType: string;
	serviceType: string;
	warranty: string;
	completedAt: number;
	month: string;
	/** null: the table has no rate. */
	rateFen: number | null;
	state: string;
	verdict: Verdict;
	level: string | null;
	openCases: number;
	openCase: string | null;
	pendingFines: number;
	released: { at: number; by: string; reason: string } | null;
	settlementId: string | null;
}
export interface Gate extends Work {
	cases: { caseId: string; number: string; state: string; openedAt: number; closedAt: number | null }[];
}

export type SettlementState = 'draft' | 'checked' | 'approved' | 'paid' | 'dropped';
export const kSettlementStates: SettlementState[] = ['draft', 'checked', 'approved', 'paid', 'dropped'];
export interface Settlement {
	id: string;
	number: string;
	branchId: string;
	branchName: string;
	payee: string;
	payeeName: string;
	month: string;
	state: SettlementState;
	orders: number;
	ordersFen: number;
	offsetFen: number;
	depositFen: number;
	totalFen: number;
	carriedFen: number;
	grade: string;
	/** Permille. */
	factor: number;
	satisfaction: { content: number; answered: number };
	draftedAt: number;
	draftedBy: string;
	checkedAt: number | null;
	checkedBy: string | null;
	approvedAt: number | null;
	approvedBy: string | null;
	paidAt: number | null;
	paidBy: string | null;
	paidRef: string;
	waiting: number;
	version: number;
}
export interface SettlementDetail extends Settlement {
	blocked: { id: string; orderNumber: string; verdict: Verdict }[];
}
export interface SettlementLine {
	id: string;
	sequence: number;
	type: string;
	ref: string;
	orderNumber: string;
	text: string;
	baseFen: number;
	factor: number;
	sumFen: number;
	rate: string;
}
export interface SettlementPaper {
	settlement: Settlement;
	lines: SettlementLine[];
	deposit: { balanceFen: number };
	leftOut: Work[];
}
export interface RunResult {
	settlements: Settlement[];
	waiting: { verdict: Verdict; orders: number }[];
	noRate: number;
}
export interface Deposit {
	branchId: string;
	payee: string;
	payeeName: string;
	balanceFen: number;
	targetFen: number;
}
export interface DepositDetail {
	balanceFen: number;
	targetFen: number;
	entries: { id: string; at: number; kind: string; sumFen: number; ref: string; by: string; reason: string }[];
}

export const kCardTypes = ['install_card', 'repair_slip'];
export const kCardStates = ['collected', 'entered', 'in_lot', 'posted', 'claimed', 'paid', 'refused', 'void'];
export interface Card {
	id: string;
	number: string;
	type: string;
	brand: string;
	branchId: string;
	branchName: string;
	orderKind: string;
	orderKey: string;
	orderNumber: string;
	productType: string;
	model: string;
	serial: string;
	condition: 'ok' | 'bad' | 'lost';
	state: string;
	/** Number of the other one. */
	double: string | null;
	claimFen: number | null;
	subsidyFen: number;
	paidFen: number;
	refusedWhy: string;
	enteredNumber: string;
	enteredOn: string | null;
	lotId: string | null;
	collectedAt: number;
	collectedBy: string;
	version: number;
}
export interface MissingCard {
	branchId: string;
	orderKey: string;
	orderNumber: string;
	brand: string;
	type: string;
	productType: string;
	model: string;
	technicianName: string;
	completedAt: number;
	state: 'missing' | 'lost';
}
export interface Lot {
	id: string;
	number: string;
	brand: string;
	state: 'open' | 'posted' | 'arrived' | 'invoiced' | 'paid';
	cards: number;
	claimFen: number;
	deadlineOn: string;
	overdue: boolean;
	postedOn: string | null;
	carrier: string;
	tracking: string;
	arrivedOn: string | null;
	invoiceNumber: string;
	invoiceOn: string | null;
	invoiceFen: number | null;
	paidFen: number;
	version: number;
}
export interface StatementRow {
	row: number;
	card?: string;
	serial?: string;
	order?: string;
	result: 'paid' | 'refused';
	sumFen: number;
	reason?: string;
}
export interface Match {
	row: number;
	cardId: string | null;
	cardNumber: string;
	verdict: 'ok' | 'differs' | 'unknown' | 'double' | 'not_claimed' | 'invalid';
	field: string;
	code: string;
	expectedFen: number | null;
	sumFen: number;
}
export interface StatementPreview {
	rows: Match[];
	totals: Record<'paid' | 'refused' | 'missing' | 'unknown' | 'double' | 'differs', number>;
	paidFen: number;
}
export interface Statement {
	id: string;
	brand: string;
	month: string;
	fileName: string;
	at: number;
	by: string;
	rows: number;
	paidFen: number;
	refused: number;
	missing: number;
	differs: number;
}
export interface StatementDetail extends Statement {
	items: Match[];
	missingCards: Card[];
}
export interface LedgerSums {
	claimedFen: number;
	subsidyFen: number;
	refusedFen: number;
	paidFen: number;
	openFen: number;
}
export interface Ledger<Row> {
	items: Row[];
	total: LedgerSums;
}
export type BranchLedgerRow = LedgerSums & { branchId: string; branchName: string };
export type BrandLedgerRow = LedgerSums & { brand: string };
export interface LedgerEntry {
	id: string;
	at: number;
	month: string;
	branchId: string;
	brand: string;
	cardId: string;
	cardNumber: string;
	orderNumber: string;
	kind: string;
	sumFen: number;
	by: string;
}
export interface Subsidy {
	cardId: string;
	cardNumber: string;
	brand: string;
	branchId: string;
	orderNumber: string;
	programme: string;
	sumFen: number;
	state: string;
}

export interface DeskBranch {
	branchId: string;
	branchName: string;
	hr: { state: string; pendingFines: number; pendingRewards: number; sumFen: number };
	works: Record<Verdict, number> & { noRate: number };
	settlements: { draft: number; checked: number; approved: number; paid: number; totalFen: number };
	notices: { unconfirmed: number; open: number; overdue: number; openFen: number };
	cards: { missing: number; double: number; notEntered: number; notPosted: number };
	blockers: number;
}
export const kBlockers = [
	'waits_release', 'waits_complaint', 'waits_assessment', 'no_rate', 'fine_proposed', 'fine_checked', 'reward_open', 'notice_unconfirmed', 'notice_unpaid', 'card_missing', 'card_double', 'settlement_open',
];
export interface Blocker {
	what: string;
	id: string;
	number: string;
	branchId: string;
	payee: string;
	payeeName: string;
	sumFen: number | null;
	at: number;
	remedy: string;
}
export interface DeskPapers {
	settlements: { id: string; number: string; payeeName: string }[];
	people: { person: string; personName: string }[];
}
export interface WorkbookData {
	name: string;
	sheets: { key: string; columns: { key: string; type: 'text' | 'money' | 'integer' | 'date' | 'time' }[]; rows: unknown[][]; cut?: boolean }[];
	cut?: boolean;
}
