/** Shapes of the survey API (plugins/survey/README.md). */

export type Stage = 'sales_counter' | 'logistics' | 'on_site' | 'carry_in';
export const kStages: Stage[] = ['sales_counter', 'logistics', 'on_site', 'carry_in'];

export type TaskState = 'open' | 'after_sales' | 'done' | 'not_reachable' | 'cancelled';
export const kTaskStates: TaskState[] = ['open', 'after_sales', 'done', 'not_reachable', 'cancelled'];

export type Disposition = 'answered' | 'refused' | 'no_answer' | 'busy' | 'switched_off' | 'wrong_number';
export const kDispositions: Disposition[] = ['answered', 'refused', 'no_answer', 'busy', 'switched_off', 'wrong_number'];

/** SV-50, in the order of the number keys. */
export type Level = 'very_satisfied' | 'satisfied' | 'average' | 'dissatisfied' | 'very_dissatisfied';
export const kLevels: Level[] = ['very_satisfied', 'satisfied', 'average', 'dissatisfied', 'very_dissatisfied'];

export const kProducts = ['ac', 'tv', 'fridge_washer', 'water_heater', 'range_hood', 'small', 'other'];

export interface Task {
	id: string;
	number: string;
	kind: 'work_order' | 'delivery' | 'sale';
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
	version: number;
}

export interface Attempt {
	attempt: number;
	at: number;
	clerkName: string;
	disposition: Disposition;
	level: Level | null;
	words: string;
	plannedAt: number | null;
}

export interface Round {
	round: number;
	openedAt: number;
	attempts: Attempt[];
}

export interface TaskDetail extends Task {
	rounds: Round[];
	/** Open tasks of the same phone number (SV-13). */
	siblings: Task[];
	attemptsAllowed: number;
	/** Why this order was drawn (SV-01); null where every order is called. `rate` 0…1. */
	explanation: { period: string; rate: number; candidates: number; taken: number; topUp: boolean } | null;
}

export interface AttemptDraft {
	disposition: Disposition;
	level?: Level;
	words?: string;
	plannedAt?: number;
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

export interface IndicatorRow {
	key: string;
	name: string;
	answered: number;
	dissatisfied: number;
	veryDissatisfied: number;
	refused: number;
	notReached: number;
	satisfaction: { numerator: number; denominator: number; value: number | null; low: number | null; high: number | null };
}

export interface Indicators {
	month: string;
	by: string;
	items: IndicatorRow[];
	total: IndicatorRow;
}
export const kDimensions = ['branch', 'stage', 'product', 'technician', 'provider', 'brand', 'store'];

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
