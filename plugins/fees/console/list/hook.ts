import { computed, reactive, ref, watch } from 'vue';
import { onBeforeRouteLeave, useRoute, useRouter } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { newKey } from '@/api/key';
import { asProblem, type ApiProblem } from '@/api/problem';
import { confirmed, useAction } from '@/composables/useAction';
import { saveAsExcel, type Column } from '@/composables/useExport';
import type { Found } from '@/composables/readSheet';
import { useForm } from '@/composables/useForm';
import { session } from '@/session';
import { kDecide, kLists } from '../common/roles';
import { checkRows, createPriceList, movePriceList, readPriceList, writePriceList } from '../orderApi';
import type { ListKind, PriceList, RowProblem } from '../orderTypes';
import { bodyOf, editRow, fieldsOf, problemKey, rawOf, type EditRow, type FieldName } from './types';

const kPage = 50;

/** FE-03: one version of a list: its rows as in the sheet they came from, checked before anything is written. */
export function usePriceList() {
	const { t } = useI18n();
	const route = useRoute();
	const router = useRouter();
	const form = useForm();
	const list = ref<PriceList | null>(null);
	const draft = reactive({ kind: 'price' as ListKind, branchId: '*', name: '', validFrom: '', validTo: '', sample: false });
	const rows = ref<EditRow[]>([]);
	const problems = ref<RowProblem[]>([]);
	const checked = ref(false);
	const changed = ref(false);
	const page = ref(0);
	const onlyBad = ref(false);
	const loading = ref(false);
	const loadProblem = ref<ApiProblem | null>(null);
	const { running, problem, run } = useAction();
	let id = newKey();
	let key = newKey();

	const isNew = computed(() => route.params.id === 'new');
	const editable = computed(() => session.holds(kLists) && (isNew.value || list.value?.state === 'draft'));
	const mayPublish = computed(() => session.holds(kDecide));
	const fields = computed(() => fieldsOf(draft.kind));
	const wrong = computed(() => new Map(problems.value.map((one) => [problemKey(one), one])));
	const badLines = computed(() => new Set(problems.value.map((one) => one.line)));
	const shown = computed(() => (onlyBad.value ? rows.value.filter((row) => badLines.value.has(row.line)) : rows.value));
	const pages = computed(() => Math.max(1, Math.ceil(shown.value.length / kPage)));
	const visible = computed(() => shown.value.slice(page.value * kPage, page.value * kPage + kPage));
	watch(pages, (most) => { if (page.value >= most) page.value = most - 1; });

	async function load(): Promise<void> {
		loadProblem.value = null;
		problem.value = null;
		problems.value = [];
		checked.value = false;
		changed.value = false;
		page.value = 0;
		if (isNew.value) {
			list.value = null;
			rows.value = [];
			id = newKey();
			key = newKey();
			Object.assign(draft, { kind: (route.query.kind as ListKind) ?? 'price', branchId: '*', name: '', validFrom: '', validTo: '', sample: false });
			return;
		}
		loading.value = true;
		try {
			const one = await readPriceList(String(route.params.id));
			list.value = one;
			Object.assign(draft, { kind: one.kind, branchId: one.branchId, name: one.name, validFrom: one.validFrom, validTo: one.validTo ?? '', sample: one.sample });
			rows.value = one.rows.map((row) => editRow(rawOf(row)));
			problems.value = one.problems;
			// What was read is no change of anybody's: who only looks may leave unasked.
			changed.value = false;
		} catch (error) {
			loadProblem.value = asProblem(error);
		} finally {
			loading.value = false;
		}
	}
	watch(() => route.params.id, () => { if (route.name === 'fee-list') void load(); }, { immediate: true });
	watch(draft, () => (changed.value = true), { flush: 'sync' });

	function touched(): void {
		changed.value = true;
		checked.value = false;
	}
	function addRow(): void {
		rows.value = [...rows.value, editRow({ line: Math.max(0, ...rows.value.map((row) => row.line)) + 1 })];
		onlyBad.value = false;
		page.value = pages.value - 1;
		touched();
	}
	function removeRow(row: EditRow): void {
		rows.value = rows.value.filter((one) => one !== row);
		touched();
	}
	function onFile(found: Found[], file: string): void {
		rows.value = found.map((one) => editRow({ line: one.line, ...one.values }));
		if (!draft.name) draft.name = file.replace(/\.[^.]+$/, '').slice(0, 60);
		touched();
		void check();
	}
	const body = () => rows.value.map((row) => bodyOf(row, draft.kind));
	async function check(): Promise<boolean> {
		let ok = false;
		await run('check', async () => {
			const answer = await checkRows(draft.kind, body());
			problems.value = answer.problems;
			checked.value = true;
			ok = answer.ok;
			// As the program understood it: words became codes, sums have two decimals.
			if (ok) rows.value = answer.rows.map((row) => editRow(rawOf(row)));
			onlyBad.value = !answer.ok;
			page.value = 0;
		});
		return ok;
	}
	const complete = computed(() => draft.name.trim() !== '' && draft.validFrom !== '' && rows.value.length > 0);
	async function save(): Promise<void> {
		if (!complete.value || !(await check())) return;
		const content = { branchId: draft.branchId, name: draft.name.trim(), validFrom: draft.validFrom, validTo: draft.validTo || null, sample: draft.sample, rows: body() };
		const done = await run('save', async () => {
			const saved = isNew.value ? await createPriceList({ id, kind: draft.kind, ...content }, key) : await writePriceList(list.value!.id, content, list.value!.version);
			changed.value = false;
			if (isNew.value) await router.replace({ name: 'fee-list', params: { id: saved.id } });
			else await load();
		}, t('common.saved'));
		if (!done && !problem.value?.lineIsDown) key = newKey();
	}
	async function publish(): Promise<void> {
		await form.ask({
			title: t('fees.lists.publish'), lead: t('fees.lists.publishLead', { from: list.value!.validFrom }),
			fields: [{ name: 'endPrevious', label: t('fees.lists.endPrevious'), kind: 'check', hint: t('fees.lists.endPreviousHint') }], values: { endPrevious: true }, submit: t('fees.lists.publish'),
			save: (values, sent) => movePriceList(list.value!, 'publish', values, sent),
		}) && await load();
	}
	async function end(): Promise<void> {
		await form.ask({ title: t('fees.lists.end'), submit: t('fees.lists.end'), fields: [{ name: 'on', label: t('fees.lists.endOn'), kind: 'day', required: true, hint: t('fees.lists.endHint') }], save: (values, sent) => movePriceList(list.value!, 'end', values, sent) }) && await load();
	}
	async function drop(): Promise<void> {
		if (await confirmed(t('fees.lists.dropText'), t('fees.lists.drop')) && await run('drop', () => movePriceList(list.value!, 'drop', undefined), t('common.saved'))) await load();
	}
	/** The sheet as it can be read in again; empty for a new list: a form to fill in. */
	async function saveSheet(): Promise<void> {
		const columns: Column<EditRow>[] = fields.value.map((name: FieldName) => ({ key: name, label: t(`fees.fields.${name}`), width: 110, value: (row) => row[name] ?? '' }));
		await run('sheet', () => saveAsExcel(draft.name || t(`fees.listKinds.${draft.kind}`), rows.value, columns));
	}
	onBeforeRouteLeave(async () => !changed.value || !editable.value || rows.value.length === 0 || confirmed(t('common.leaveDraft'), t('common.unsaved')));

	return {
		list, draft, rows, problems, wrong, checked, changed, page, pages, shown, visible, onlyBad, badLines, fields, editable, mayPublish, loading, loadProblem, running, problem, form, complete,
		addRow, removeRow, onFile, check, save, publish, end, drop, saveSheet, touched, load,
	};
}
