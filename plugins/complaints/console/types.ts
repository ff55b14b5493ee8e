/** Shapes of the complaints API: cases (plugins/complaints/docs/cases.md). Instants ms UTC, dates ISO local, money fen. */

export type Source = 'phone' | 'counter' | 'visit' | 'online' | 'department' | 'callback' | 'warning' | 'customer';
export const kSources: Source[] = ['phone', 'counter', 'visit', 'online', 'department', 'callback', 'warning'];
/** What a person can enter; the other two come by themselves (CP-01). */
export const kIntakeSources: Source[] = ['phone', 'counter', 'visit', 'online', 'department'];

export type OrderKind = 'work_order' | 'delivery' | 'sale' | 'case';
export type ComplaintKind = 'store' | 'logistics' | 'after_sales';
export const kComplaintKinds: ComplaintKind[] = ['after_sales', 'logistics', 'store'];
export type SubKind = 'quality' | 'workmanship' | 'overcharge' | 'service' | '';
export const kSubKinds: SubKind[] = ['quality', 'workmanship', 'overcharge', 'service'];
export type State = 'open' | 'closed' | 'voided';
export const kStates: State[] = ['open', 'closed', 'voided'];

/** CP-09, in order. */
export type Step = 'received' | 'facts' | 'cause' | 'solution' | 'carried_out' | 'prevention' | 'satisfied' | 'closed';
export const kSteps: Step[] = ['received', 'facts', 'cause', 'solution', 'carried_out', 'prevention', 'satisfied', 'closed'];
export type WrittenStep = 'facts' | 'cause' | 'solution' | 'carried_out' | 'prevention';
/** Those that a person records; the last two come from the second call-back alone (CP-10). */
export const kWrittenSteps: Step[] = ['facts', 'cause', 'solution', 'carried_out', 'prevention'];

export type ClassReason = 'first' | 'repeated' | 'public' | 'media' | 'decided';
export const kGivenReasons: ClassReason[] = ['public', 'media', 'decided'];
export type Department = 'store' | 'logistics' | 'after_sales' | 'provider' | 'manufacturer' | 'purchasing' | 'other';
export const kDepartments: Department[] = ['after_sales', 'logistics', 'store', 'provider', 'manufacturer', 'purchasing', 'other'];

export interface Person {
	id: string;
	name: string;
}

export interface Case {
	id: string;
	number: string;
	source: Source;
	sourceDetail: string;
	kind: OrderKind;
	branchId: string;
	branchName: string;
	orderKey: string;
	orderNumber: string;
	productType: string;
	brand: string;
	model: string;
	store: string;
	provider: string;
	providerName: string;
	technician: string;
	technicianName: string;
	customerName: string;
	phone: string;
	address: string;
	/** CP-19: phone and address are shown in part only. */
	masked: boolean;
	complaintKind: ComplaintKind;
	subKind: SubKind;
	words: string;
	class: 1 | 2 | 3;
	classReason: ClassReason;
	department: Department;
	warningLevel: 0 | 1 | 2 | 3;
	dueAt: number | null;
	overdue: boolean;
	state: State;
	/** The last one that was done. */
	step: Step;
	nextStep: Step | null;
	/** For the second call-back. */
	waiting: boolean;
	round: number;
	rework: number;
	cause: string;
	owner: Person | null;
	handler: Person | null;
	mine: boolean;
	taskId: string;
	taskNumber: string;
	vip: boolean;
	earlier: number;
	repeats: number;
	receivedAt: number;
	handledAt: number | null;
	closedAt: number | null;
	/** `erp`: taken over from the company's old register (SV-16). */
	origin?: 'erp' | null;
	version: number;
}

export interface HistoryLine {
	sequence: number;
	round: number;
	step: string;
	at: number;
	by: string;
	via: 'console' | 'erp' | 'link' | 'paper' | 'callback' | 'program';
	what: string;
}

export type DeedName = 'dispatch_requested' | 'return_to_technician' | 'reassign' | 'refund' | 'confiscation' | 'clerk_apology' | 'person_apology' | 'grave';
export interface Deed {
	sequence: number;
	round: number;
	deed: DeedName;
	at: number;
	by: string;
	wanted: string;
	person: string;
	personName: string;
	amountFen: number | null;
	what: string;
}
export const kWanted = ['inspection', 'repair', 'exchange', 'refund'];

export interface Evidence {
	source: 'callback' | 'complaint' | 'clock' | 'inspection';
	ref: string;
	at: number;
	text: string;
}
export type LiableKind = 'technician' | 'provider' | 'superior' | 'department';
export const kLiableKinds: LiableKind[] = ['technician', 'provider', 'superior', 'department'];
export interface Fine {
	id: string;
	caseId: string;
	caseNumber: string;
	branchId: string;
	offence: string;
	sumFen: number | null;
	liable: { kind: LiableKind; key: string; name: string };
	reason: string;
	evidence: Evidence[];
	state: 'proposed' | 'withdrawn';
	proposedAt: number;
	withdrawnAt: number | null;
	withdrawnWhy: string;
}
export interface Offence {
	code: string;
	fen: number | null;
	againFen: number | null;
}

export interface HandOver {
	id: string;
	caseId: string;
	caseNumber: string;
	from: string;
	to: { userId: string; name: string; role: string };
	reason: string;
	state: 'offered' | 'accepted' | 'declined' | 'withdrawn';
	offeredAt: number;
	settledAt: number | null;
	settledBy: string;
	forMe: boolean;
}

export interface Action {
	id: string;
	branchId: string;
	cause: string;
	caseId: string;
	type: 'corrective' | 'preventive';
	what: string;
	person: string;
	dueOn: string;
	overdue: boolean;
	state: 'open' | 'done' | 'checked';
	doneOn: string | null;
	effect: string;
	version: number;
}

export interface Linked {
	id: string;
	number: string;
	basis: 'order' | 'phone';
	state: State;
	step?: Step;
	class: number;
	receivedAt: number;
}

export interface Attachment {
	id: string;
	fileName: string;
	mediaType: string;
	bytes: number;
	at: number;
	by: string;
}

export type DocumentType = 'report8d' | 'write_up';
export interface CaseDetail extends Case {
	history: HistoryLine[];
	deeds: Deed[];
	/** Before carried_out can be recorded (CP-04 … CP-07). */
	deedsMissing: DeedName[];
	deedsPossible: DeedName[];
	linked: Linked[];
	fines: Fine[];
	handOvers: HandOver[];
	actions: Action[];
	looks: { at: number; userName: string; reason: string }[];
	findings: { finding: string; question: string; said: string; amountFen: number | null; at: number }[];
	documents: DocumentType[];
	attachments: Attachment[];
	reworkLimit: number;
	customer: Pick<Customer, 'id' | 'vip' | 'contact' | 'contactName' | 'careDays' | 'nextCareOn' | 'note' | 'version'> | null;
}

export interface Counters {
	open: number;
	waiting: number;
	overdue: number;
	unowned: number;
	mine: number;
	class2: number;
	class3: number;
	warned: number;
	notices: number;
	handOvers: number;
	careDue: number;
	actionsOverdue: number;
}

export interface Notice {
	id: string;
	what: string;
	params: Record<string, unknown>;
	caseId: string;
	branchId: string;
	at: number;
	read: boolean;
}

export interface Cause {
	code: string;
	zh: string;
	en: string;
	offence: string;
}

export interface OrderHit {
	kind: OrderKind;
	branchId: string;
	branchName: string;
	orderKey: string;
	orderNumber: string;
	productType: string;
	brand: string;
	model: string;
	store: string;
	providerName: string;
	technicianName: string;
	customerName: string;
	phone: string;
	status: string;
	at: number;
	vip: boolean;
}
export interface Preview {
	vip: boolean;
	earlier: number;
	linked: Linked[];
}
export interface CaseDraft {
	source: Source;
	sourceDetail?: string;
	order?: { kind: OrderKind; branchId: string; key: string };
	branchId?: string;
	customerName?: string;
	phone?: string;
	address?: string;
	brand?: string;
	model?: string;
	store?: string;
	technicianName?: string;
	complaintKind: ComplaintKind;
	subKind?: SubKind;
	words: string;
	class?: number;
	classReason?: ClassReason;
}

export interface Pareto {
	from: string;
	to: string;
	total: number;
	items: { cause: string; count: number; share: number; cumulative: number }[];
}
export interface NeverAgain {
	technician: string;
	name: string;
	branchId: string;
	reason: string;
	caseId: string;
	listedAt: number;
	listedBy: string;
	liftedAt: number | null;
	liftedBy: string;
	liftedWhy: string;
}
export interface Look {
	caseId: string;
	caseNumber: string;
	branchId: string;
	at: number;
	userName: string;
	reason: string;
}
export interface Customer {
	id: string;
	name: string;
	phone: string;
	branchId: string;
	vip: boolean;
	contact: string;
	contactName: string;
	careDays: number;
	nextCareOn: string | null;
	due: boolean;
	note: string;
	cases: number;
	version: number;
}
export interface CaseDocument {
	type: DocumentType;
	case: Case;
	content: Record<string, string>;
	authorName: string;
	at: number;
	sharedAt: number | null;
	version: number;
}
export interface SharedDocument {
	caseId: string;
	caseNumber: string;
	type: DocumentType;
	title: string;
	authorName: string;
	sharedAt: number;
}
/** The parts of a document, in order. */
export const kDocumentParts: Record<DocumentType, string[]> = {
	report8d: ['product', 'quantity', 'manufacturer', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7', 'd8'],
	write_up: ['title', 'course', 'causes', 'lessons'],
};
