/** Shapes of plugins/fees/docs/fines.md. Instants ms UTC, days ISO local, months YYYY-MM, money fen. */

export interface Offence {
	code: string;
	table: 'A' | 'B';
	zh: string;
	en: string;
	fen: number | null;
	againFen: number | null;
	basis: 'fixed' | 'damage' | 'decided' | 'rate';
	/** The same offence in the other table. */
	same: string | null;
	/** This table's sum is the one that counts. */
	counts: boolean;
	dismissalFrom: number | null;
}
export interface Offences {
	items: Offence[];
	differing: { a: Offence; b: Offence; chosen: 'A' | 'B' }[];
	confirmed: { at: number; by: string; from: string } | null;
}

export type FineState = 'proposed' | 'checked' | 'final' | 'outweighed' | 'waived' | 'withdrawn' | 'voided';
export const kFineStates: FineState[] = ['proposed', 'checked', 'final', 'outweighed', 'waived', 'withdrawn', 'voided'];
export const kLiableKinds = ['technician', 'provider', 'superior', 'department', 'employee'] as const;
export type LiableKind = (typeof kLiableKinds)[number];
export interface Liable {
	kind: LiableKind;
	key: string;
	name: string;
}
export interface Share extends Liable {
	parts: number;
	sumFen: number | null;
	payee: 'hr' | 'provider';
	provider: string;
	providerName: string;
}
export interface Fine {
	id: string;
	number: string;
	source: 'survey' | 'complaints' | 'inspection' | 'card' | 'import';
	proposal: string;
	branchId: string;
	branchName: string;
	kind: string;
	orderKey: string;
	orderNumber: string;
	caseId: string;
	caseNumber: string;
	/** "" in no table. */
	offence: string;
	offenceZh: string;
	offenceEn: string;
	act: string;
	liable: Liable;
	reason: string;
	proposedFen: number | null;
	sumFen: number | null;
	repetition: number;
	dismissalProposed: boolean;
	class: 0 | 1 | 2 | 3;
	noticeDueOn: string | null;
	state: FineState;
	actAt: number;
	proposedAt: number;
	proposedBy: string;
	checkedAt: number | null;
	checkedBy: string | null;
	decidedAt: number | null;
	decidedBy: string | null;
	decidedWhy: string;
	outweighedBy: string | null;
	month: string | null;
	version: number;
}
export interface Evidence {
	source: 'callback' | 'complaint' | 'clock' | 'inspection' | 'card';
	ref: string;
	at: number;
	text: string;
}
export interface FineDetail extends Fine {
	evidence: Evidence[];
	shares: Share[];
	sameAct: Fine[];
	entries: { at: number; sumFen: number; why: 'final' | 'outweighed' | 'reinstated' | 'voided'; person: string; by: string }[];
	mayCheck: boolean;
	mayDecide: boolean;
	/** By class of the complaint, where no table has the offence. */
	unlistedFen: number | null;
}
export interface FineCounters {
	proposed: number;
	checked: number;
	unconfirmedChoice: boolean;
	dismissals: number;
}

export type TraceType = 'hr' | 'settlement' | 'penalty' | 'fine';
export interface TraceStep {
	what: string;
	id: string;
	number: string;
	at: number | null;
	by: string;
	sumFen: number | null;
	params: Record<string, unknown>;
}

export interface Notice {
	id: string;
	number: string;
	fineId: string;
	fineNumber: string;
	branchId: string;
	provider: string;
	providerName: string;
	person: string;
	offence: string;
	offenceZh: string;
	offenceEn: string;
	orderNumber: string;
	reason: string;
	sumFen: number;
	issuedAt: number;
	confirmBy: string;
	confirmedOn: string | null;
	confirmedBy: string;
	confirmLate: boolean;
	month: string;
	payBy: string;
	state: 'open' | 'paid' | 'offset' | 'void';
	paidOn: string | null;
	receipt: string;
	overdueDays: number;
	dunning: 0 | 1 | 2 | 3;
	version: number;
}
export interface NoticePaper {
	notice: Notice;
	fine: FineDetail;
	company: string;
	branchName: string;
	slip: { number: string; provider: string; sumFen: number; confirmBy: string; payBy: string };
}
export interface NoticeMonth {
	provider: string;
	providerName: string;
	branchId: string;
	month: string;
	notices: number;
	sumFen: number;
	openFen: number;
	payBy: string;
	overdueDays: number;
	dunning: number;
}
export interface Dunning {
	noticeId: string;
	number: string;
	provider: string;
	providerName: string;
	level: 1 | 2 | 3;
	at: number;
	sumFen: number;
	overdueDays: number;
}

export const kHrKinds = ['fine', 'reward', 'bonus', 'charge', 'commission'] as const;
export interface HrLine {
	id: string;
	branchId: string;
	month: string;
	person: string;
	personName: string;
	kind: (typeof kHrKinds)[number];
	ref: string;
	number: string;
	orderNumber: string;
	text: string;
	sumFen: number;
	at: number;
	origin: string | null;
}
export interface HrMonth {
	branchId: string;
	branchName: string;
	month: string;
	state: 'open' | 'closed';
	lines: number;
	persons: number;
	sumFen: number;
	closedAt: number | null;
	closedBy: string | null;
	version: number;
}
export interface HrPerson {
	person: string;
	personName: string;
	fineFen: number;
	rewardFen: number;
	bonusFen: number;
	chargeFen: number;
	commissionFen: number;
	sumFen: number;
	lines: number;
}
export interface HrPaper {
	month: string;
	person: string;
	personName: string;
	branchName: string;
	lines: HrLine[];
	sumFen: number;
}

export interface RewardKind {
	code: string;
	zh: string;
	en: string;
	fen: number;
	monthly: boolean;
}
export interface Reward {
	id: string;
	number: string;
	branchId: string;
	branchName: string;
	code: string;
	zh: string;
	en: string;
	person: string;
	personName: string;
	fen: number;
	month: string;
	reason: string;
	state: 'proposed' | 'stated' | 'approved' | 'refused';
	statement: string;
	statedBy: string | null;
	statedAt: number | null;
	decidedBy: string | null;
	decidedAt: number | null;
	why: string;
	proposedBy: string;
	proposedAt: number;
	version: number;
}
