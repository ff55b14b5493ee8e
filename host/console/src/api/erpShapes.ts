import { language } from '@/i18n';
import type { CheckFinding, CheckReport, Comparison, ErpEntity, ErpRowHit, ErrorInfo, OutboxPreview, RecordType } from './types';

/** As sync sends them; the pages get the shapes of types.ts. */
export interface EntityLine {
	entity: string;
	title?: { zh: string; en: string };
	state: ErpEntity['state'];
	error: ErrorInfo | null;
	rows: number;
	beginAt: number | null;
	okAt: number | null;
	sweepAt: number | null;
	mode?: string;
	sentence?: string;
	reconcile?: Comparison | null;
}
export interface RecordLine {
	type: string;
	mode: RecordType['mode'];
	mapped: boolean;
	table?: string;
	columns?: string[];
	changedAt: number | null;
	changedBy: string;
}
export interface PreviewAnswer {
	table: string;
	columns: { column: string; present: string | null; value: string | null; action: 'same' | 'write' | 'superseded' | 'full' }[];
}
export interface CheckAnswer {
	fits: boolean;
	mistakes?: { pointer: string; code: string; title: string; detail: string; remedy: string }[];
	findings: (CheckFinding & { params?: Record<string, string> })[];
	entities?: { entity: string; rows: number | null; sample: Record<string, unknown>[] }[];
}
export interface RowHit {
	branch: string;
	key: string;
	deleted: boolean;
	fields: Record<string, string | number>;
}

export const entityOf = (line: EntityLine): ErpEntity => ({
	entity: line.entity,
	title: line.title?.[language()],
	state: line.state,
	error: line.error,
	rowsLive: line.rows,
	lastBeginAt: line.beginAt,
	lastOkAt: line.okAt,
	lastSweepAt: line.sweepAt,
	mode: line.mode,
	sentence: line.sentence,
	compared: line.reconcile,
});

/** Counts come from the status, which has them per type and state. */
export function recordTypeOf(line: RecordLine, counts: { type: string; state: string; count: number }[]): RecordType {
	const count = (states: string[]) => counts
		.filter((entry) => entry.type === line.type && states.includes(entry.state))
		.reduce((sum, entry) => sum + entry.count, 0);
	return {
		type: line.type,
		mode: line.mode,
		mapped: line.mapped,
		target: [line.table, line.columns?.join(' ')].filter(Boolean).join(' · '),
		waiting: count(['waiting', 'sending', 'held', 'unknown']),
		deadLetters: count(['refused']),
		changedAt: line.changedAt,
		changedBy: line.changedBy,
	};
}

export const previewOf = (answer: PreviewAnswer): OutboxPreview => ({
	table: answer.table,
	columns: answer.columns.map((column) => ({
		column: column.column,
		present: column.present,
		new: column.action === 'same' ? column.present : column.value,
		refusal: column.action === 'superseded' || column.action === 'full' ? column.action : undefined,
	})),
});

/** Mistakes in the form of the mapping come first: without them solved nothing else was looked at. */
export const reportOf = (answer: CheckAnswer): CheckReport => ({
	findings: [
		...(answer.mistakes ?? []).map((mistake) => ({ ...mistake, level: 'error' as const, subject: mistake.pointer })),
		...answer.findings.map((finding) => ({
			...finding,
			subject: finding.subject ?? [finding.params?.entity, finding.params?.table, finding.params?.column].filter(Boolean).join(' · '),
		})),
	],
	samples: (answer.entities ?? []).filter((entry) => entry.sample?.length > 0).map((entry) => ({ entity: entry.entity, rows: entry.sample.map(flat) })),
});
function flat(row: Record<string, unknown>): Record<string, unknown> {
	const { fields, ...rest } = row;
	return fields && typeof fields === 'object' ? { ...rest, ...fields } : row;
}

/** What people know a row by: its number or name, then who and what. */
export function hitOf(hit: RowHit): ErpRowHit {
	const text = (name: string) => String(hit.fields[name] ?? '').trim();
	return {
		key: hit.key,
		branch: hit.branch,
		title: text('number') || text('name') || hit.key,
		detail: ['branch_name', 'customer_name', 'customer_phone', 'brand', 'model'].map(text).filter(Boolean).join(' '),
	};
}
