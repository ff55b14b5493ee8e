import type { Level } from '../types';
import type { Rate } from '../common/rate';
import type { Bar } from '../charts/bars';

/** Shapes of plugins/survey/docs/figures.md. */
export const kTabs = ['month', 'indicators', 'assessments', 'draws'] as const;
export const kDimensions = ['branch', 'stage', 'product', 'service_type', 'service_mode', 'technician', 'provider', 'brand', 'store', 'respondent', 'questionnaire'] as const;
export type Dimension = (typeof kDimensions)[number];
/** SV-54: the month in which the customer answered, or that of the work's completion. */
export const kBases = ['answered', 'completed'] as const;
export const kSatisfaction = 'satisfaction';

export interface Figure {
	/** "" is "not known"; of a total key and name are "". */
	key: string;
	name: string;
	answered: number;
	veryYes: number;
	yes: number;
	average: number;
	no: number;
	veryNo: number;
	invalid: number;
	refused: number;
	notReached: number;
	rate: Rate;
	/** Fewer answers than the setting says: shown, not ranked. */
	few: boolean;
	rank: number | null;
	belowTarget: boolean;
}

export interface Figures {
	month: string;
	by: Dimension;
	indicator: string;
	basis: string;
	/** True: the signed-off figures of a closed month (SV-56). */
	frozen: boolean;
	target: number | null;
	items: Figure[];
	next: string | null;
	total: Figure;
	count: number;
}

export type Point = Rate & { frozen: boolean };
export interface Trend {
	indicator: string;
	by: Dimension;
	months: string[];
	series: { key: string; name: string; points: Point[] }[];
	total: Point[];
}

export interface Pareto {
	month: string;
	dissatisfied: number;
	items: { cause: string; n: number; asked: number; share: number; cumulative: number }[];
	violations: { offence: string; n: number; share: number; cumulative: number }[];
	levels: { dissatisfied: number; veryDissatisfied: number; average: number };
}

/** SV-58: an order that is examined, or that earned a bonus. */
export interface Assessment {
	taskId: string;
	taskNumber: string;
	orderNumber: string;
	branchId: string;
	branchName: string;
	technicianName: string;
	answeredOn: string;
	level: Level;
	kind: 'examine' | 'bonus';
	state: 'open' | 'examined' | 'none';
	finding: string;
	measure: string;
	examinedBy: string | null;
	examinedAt: number | null;
	bonusFen: number;
	version: number;
}

/** Rows that have enough answers, in the order of their rank (the lower end of the interval), then the few ones by n; a share of nothing is no bar. */
export function barsOf(rows: Figure[]): Bar[] {
	return rows
		.filter((row) => row.rate.value !== null)
		.sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || Number(a.few) - Number(b.few) || b.rate.denominator - a.rate.denominator)
		.map((row) => ({ name: row.name || row.key, value: row.rate.value ?? 0, low: row.rate.low ?? 0, high: row.rate.high ?? 1, n: row.rate.denominator, few: row.few }));
}
