import { computed, ref, watch } from 'vue';
import { useRoute } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { actOnImport, listImportLines, mendImportLine, readImport, readImportKinds, type Cells, type ImportAct, type ImportBatch, type ImportKind, type ImportLine } from '@/api/imports';
import { asProblem, type ApiProblem } from '@/api/problem';
import { askReason, confirmed, useAction } from '@/composables/useAction';
import type { Column } from '@/composables/useExport';
import { useForm } from '@/composables/useForm';
import { useList } from '@/composables/useList';
import { usePolling } from '@/composables/usePolling';
import { bothWords, problemWords } from '../words';

const kWorking = ['checking', 'applying', 'tidying', 'probing', 'undoing'];
const kPollMs = 1_500;

/** A file that was uploaded: what is wrong by row and column, mended or left out, imported, taken back. */
export function useBatch() {
	const { t } = useI18n();
	const route = useRoute();
	const plugin = String(route.params.plugin);
	const id = String(route.params.id);
	const batch = ref<ImportBatch | null>(null);
	const kind = ref<ImportKind>();
	const loadProblem = ref<ApiProblem | null>(null);
	const form = useForm();
	const { running, problem, run } = useAction();
	const list = useList<ImportLine>({ fetch: (query) => listImportLines(plugin, id, { show: query.show, limit: query.limit, cursor: query.cursor }), filters: { show: '' }, limit: 50 });

	const working = computed(() => kWorking.includes(batch.value?.state ?? ''));
	const draft = computed(() => batch.value?.state === 'draft');
	const wordsOf = (line: ImportLine) => line.problems.map((one) => problemWords(kind.value, one));
	const columns = computed<Column<ImportLine>[]>(() => [
		{ key: 'row', label: t('imports.row'), value: (line) => line.row, width: 60, align: 'right' },
		{ key: 'what', label: t('imports.what'), value: (line) => [...wordsOf(line), line.reason].filter(Boolean).join('; '), minWidth: 260, wraps: true },
		{ key: 'state', label: t('imports.state'), value: (line) => t(`imports.lineStates.${line.state}`), width: 84 },
		...(draft.value ? [{ key: 'actions', label: t('common.actions'), value: () => '', width: 190, screenOnly: true }] : [{ key: 'record', label: t('imports.record'), value: (line: ImportLine) => line.recordLabel, width: 200 }]),
		...(kind.value?.columns ?? []).map((column): Column<ImportLine> => ({ key: `cell-${column.name}`, label: bothWords(column.words), value: (line) => line.cells[column.name] ?? '', width: 120 })),
	]);

	async function load(): Promise<void> {
		try {
			if (!kind.value) {
				const read = await readImport(plugin, id);
				kind.value = (await readImportKinds(plugin)).find((one) => one.kind === read.kind);
				batch.value = read;
				list.filters.show = read.counts.wrong > 0 ? 'wrong' : '';
				return;
			}
			const before = batch.value?.state;
			if (!working.value && before) return;
			batch.value = await readImport(plugin, id);
			if (!working.value) list.filters.show = batch.value.counts.wrong > 0 ? 'wrong' : '';
			if (!working.value) await list.restart();
			loadProblem.value = null;
		} catch (error) {
			loadProblem.value = asProblem(error);
		}
	}
	const { now } = usePolling(load, kPollMs);
	watch(working, (busy) => { if (busy) void now(); });

	async function act(name: ImportAct, body?: unknown): Promise<boolean> {
		const done = await run(name, async () => { batch.value = await actOnImport(plugin, batch.value!, name, body); });
		// Somebody else was faster, or a second window: what stands is shown.
		if (!done && problem.value?.status !== 0) batch.value = await readImport(plugin, id).catch(() => batch.value);
		await list.load(true);
		return done;
	}
	async function mend(line: ImportLine): Promise<void> {
		const hints = (name: string) => line.problems.filter((one) => one.column === name).map((one) => problemWords(undefined, one)).join('; ');
		const lead = line.problems.filter((one) => one.column === '').map((one) => problemWords(kind.value, one)).join('\n');
		const saved = await form.ask({
			title: t('imports.mendTitle', { row: line.row }), lead,
			// What is wrong comes first.
			fields: [...(kind.value?.columns ?? [])].sort((a, b) => Number(hints(b.name) !== '') - Number(hints(a.name) !== '')).map((column) => ({
				name: column.name, label: bothWords(column.words), kind: (line.cells[column.name] ?? '').length > 40 ? 'area' as const : 'text' as const, most: 4000, required: column.required,
				hint: hints(column.name) || column.choices.map((one) => bothWords(one.words)).join(' / '),
			})),
			values: { ...Object.fromEntries((kind.value?.columns ?? []).map((column) => [column.name, line.cells[column.name] ?? ''])) },
			save: async (values) => {
				const cells = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')) as Cells;
				batch.value = await mendImportLine(plugin, batch.value!, line.row, cells);
			},
		});
		if (saved) await list.load(true);
	}
	async function leaveOut(rows: number[]): Promise<void> {
		const reason = await askReason(t('imports.leaveText'), t('imports.leave'));
		if (reason) await act('leave-out', { rows, reason });
	}
	async function leaveAllOut(): Promise<void> {
		const rows: number[] = [];
		const read = await run('leave-all', async () => {
			let cursor: string | null = null;
			do {
				const page: Awaited<ReturnType<typeof listImportLines>> = await listImportLines(plugin, id, { show: 'wrong', limit: 200, cursor });
				rows.push(...page.items.map((line) => line.row));
				cursor = page.next;
			} while (cursor !== null);
		});
		if (read && rows.length > 0) await leaveOut(rows);
	}
	async function apply(): Promise<void> {
		const n = batch.value!.counts.lines - batch.value!.counts.leftOut;
		if (await confirmed(t('imports.applyText', { n }, n), t('imports.apply'))) await act('apply');
	}
	async function undo(): Promise<void> {
		const reason = await askReason(t('imports.undoText'), t('imports.undo'));
		if (reason) await act('undo', { reason });
	}
	async function sure(name: 'drop' | 'stop'): Promise<void> {
		if (await confirmed(t(`imports.${name}Text`), t(`imports.${name}`))) await act(name);
	}
	return { batch, kind, loadProblem, problem, running, form, list, columns, working, draft, wordsOf, act, mend, leaveOut, leaveAllOut, apply, undo, sure };
}
