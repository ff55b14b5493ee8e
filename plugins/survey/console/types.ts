/** Shapes of the survey API (plugins/survey/README.md). */

/** `case`: a complaint of a customer whose order has no call-back of its own. */
export type Stage = 'sales_counter' | 'logistics' | 'on_site' | 'carry_in' | 'case';
export const kStages: Stage[] = ['sales_counter', 'logistics', 'on_site', 'carry_in', 'case'];

export type TaskState = 'open' | 'after_sales' | 'done' | 'not_reachable' | 'cancelled';
export const kTaskStates: TaskState[] = ['open', 'after_sales', 'done', 'not_reachable', 'cancelled'];

export type Disposition = 'answered' | 'refused' | 'no_answer' | 'busy' | 'switched_off' | 'wrong_number' | 'not_finished';
export const kDispositions: Disposition[] = ['answered', 'refused', 'no_answer', 'busy', 'switched_off', 'wrong_number', 'not_finished'];

/** SV-08. */
export type Channel = 'phone' | 'on_site' | 'sms' | 'web' | 'email' | 'visit';
export const kChannels: Channel[] = ['phone', 'on_site', 'sms', 'web', 'email', 'visit'];

/** SV-50, in the order of the number keys. */
export type Level = 'very_satisfied' | 'satisfied' | 'average' | 'dissatisfied' | 'very_dissatisfied';
export const kLevels: Level[] = ['very_satisfied', 'satisfied', 'average', 'dissatisfied', 'very_dissatisfied'];

export const kBadLevels: (Level | null | undefined)[] = ['dissatisfied', 'very_dissatisfied'];

export const kProducts = ['ac', 'tv', 'fridge_washer', 'water_heater', 'range_hood', 'small', 'other'];

export interface Task {
	id: string;
	number: string;
	kind: 'work_order' | 'delivery' | 'sale' | 'case';
	branchId: string;
	branchName: string;
	orderKey: string;
	orderNumber: string;
	stage: Stage;
	productType: string;
	serviceType: string | null;
	brand: string;
	model: string;
	customerName: string;
	phone: string;
	address: string;
	technicianName: string;
	providerName?: string;
	serviceMode?: string | null;
	performedBy?: string | null;
	/** The ERP does not show the order as done yet (SV-14). */
	openInErp?: boolean;
	completedAt: number;
	dueOn: string;
	dueProvisional: boolean;
	overdue: boolean;
	state: TaskState;
	round: number;
	attempts: number;
	plannedAt: number | null;
	level: Level | null;
	lease: { userId: string; userName: string; until: number } | null;
	/** `erp`: taken over from the company's old register (SV-16). */
	origin?: 'erp' | null;
	version: number;
}

export interface Attempt {
	attempt: number;
	at: number;
	recordedAt?: number;
	clerkName: string;
	channel?: Channel;
	disposition: Disposition;
	level: Level | null;
	words: string;
	plannedAt: number | null;
	questionnaire?: QuestionnaireRef | null;
	/** A later attempt stands instead (SV-15). */
	corrected?: boolean;
	/** The attempt that this one stands for, and why. */
	corrects?: number | null;
	reason?: string | null;
	onsite?: OnSite | null;
}

export interface QuestionnaireRef {
	id: string;
	version: number;
}

export interface Round {
	round: number;
	openedAt: number;
	dueOn?: string | null;
	withdrawnAt?: number | null;
	/** From the second round on: the case that was handled, and what the branch answered (SV-04). */
	case?: { id: string; number: string; handledAt: number; answer: string | null } | null;
	attempts: Attempt[];
}

/** What stands because of the answers, or would. */
export interface Consequence {
	what: string;
	key: string;
	value: string | number | boolean | null;
}

export interface TaskDetail extends Task {
	rounds: Round[];
	/** Open tasks of the same phone number, leased together (SV-13). */
	siblings: Task[];
	attemptsAllowed: number;
	/** Why this order was drawn (SV-01); null where every order is called. `rate` 0…1. */
	explanation: { period: string; rate: number; candidates: number; taken: number; topUp: boolean } | null;
	consequences?: Consequence[];
}

export interface Check {
	result: 'match' | 'mismatch';
	/** What was said; needed with a mismatch. */
	said: string;
}
/** SV-20 … SV-24. */
export interface OnSite {
	callerNumber: string;
	callerIsCustomer?: boolean;
	checks: { name: Check; phone: Check; brand: Check };
	courtesy: boolean;
	conduct: { found: string; outcome: string; noticeDueOn: string; offence?: string } | null;
}

export interface AttemptDraft {
	disposition: Disposition;
	channel?: Channel;
	level?: Level;
	words?: string;
	plannedAt?: number;
	/** When the call was, of a draft that is sent later (ms). */
	calledAt?: number;
	questionnaire?: QuestionnaireRef;
	answers?: object;
}

export interface Counters {
	open: number;
	dueToday: number;
	overdue: number;
	planned: number;
	leasedByMe: number;
	afterSales: number;
	doneToday: number;
}

export interface Draw {
	period: string;
	branchId: string;
	stage: Stage;
	productType: string;
	kind: 'main' | 'top_up';
	rate: number;
	candidates: number;
	taken: number;
	carryBefore: number;
	carryAfter: number;
	drawnAt: number;
}
