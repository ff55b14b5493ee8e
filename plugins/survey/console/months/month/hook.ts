import { computed, ref, watch } from 'vue';
import { useRoute } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { newKey } from '@/api/key';
import { asProblem, type ApiProblem } from '@/api/problem';
import { dateTime, percent } from '@/composables/format';
import { confirmed, useAction } from '@/composables/useAction';
import type { Column } from '@/composables/useExport';
import { useList } from '@/composables/useList';
import { session } from '@/session';
import { useNames } from '../../figures/names';
import { computeMonth, listAmendments, readMonth, signMonth } from '../api';
import type { Amendment, MonthDetail } from '../types';

/** One month: computed, signed off, frozen, and what changed afterwards (SV-56). */
export function useMonthPage() {
	const { t } = useI18n();
	const route = useRoute();
	const { indicatorName } = useNames();
	const name = computed(() => String(route.params.month));
	const month = ref<MonthDetail | null>(null);
	const loadProblem = ref<ApiProblem | null>(null);
	const remark = ref('');
	const { running, problem, run } = useAction();
	const isManager = computed(() => session.holds(['service_manager']));

	async function load(): Promise<void> {
		const wanted = name.value;
		try {
			const fresh = (await readMonth(wanted)).data;
			if (wanted !== name.value) return;
			month.value = fresh;
			loadProblem.value = null;
		} catch (error) {
			if (wanted === name.value) loadProblem.value = asProblem(error);
		}
	}

	/** One key for one wish: when the answer is lost, pressing again does it once. */
	let key = newKey();
	async function act(action: 'compute' | 'sign', work: (version: number) => Promise<unknown>, done: string): Promise<void> {
		const version = month.value?.version;
		if (version === undefined) return;
		if (await run(action, () => work(version), done)) key = newKey();
		else if (!problem.value?.lineIsDown) key = newKey();
		await load();
		await amendments.load(true);
	}
	const compute = () => act('compute', (version) => computeMonth(name.value, version, key), t('survey.months.computed'));
	async function sign(): Promise<void> {
		if (!(await confirmed(t('survey.months.signText', { month: name.value, rate: percent(month.value?.satisfaction.rate.value) }), t('survey.months.sign')))) return;
		await act('sign', (version) => signMonth(name.value, remark.value.trim(), version, key), t('survey.months.signedDone'));
	}

	const amendments = useList<Amendment>({ fetch: (query) => listAmendments(name.value, query), filters: { branch: '', indicator: '' }, sort: 'at' });
	const columns = computed<Column<Amendment>[]>(() => [
		{ key: 'at', label: t('survey.months.at'), value: (row) => new Date(row.at), width: 132, sort: 'at' },
		{ key: 'task', label: t('survey.number'), value: (row) => row.taskNumber, width: 184 },
		{ key: 'branch', label: t('common.branch'), value: (row) => row.branchName || row.branchId, width: 84 },
		{ key: 'indicator', label: t('survey.figures.indicator'), value: (row) => indicatorName(row.indicator), width: 120 },
		{ key: 'before', label: t('survey.months.before'), value: (row) => `${percent(row.before.value)} (${row.before.numerator}/${row.before.denominator})`, width: 138, align: 'right' },
		{ key: 'after', label: t('survey.months.after'), value: (row) => `${percent(row.after.value)} (${row.after.numerator}/${row.after.denominator})`, width: 138, align: 'right' },
		{ key: 'reason', label: t('common.reason'), value: (row) => (row.reason === 'late' ? t('survey.months.late') : row.reason === 'earlier' ? t('survey.takenOver') : row.reason), minWidth: 130 },
		{ key: 'who', label: t('survey.months.who'), value: (row) => row.who, width: 90 },
	]);

	watch(name, async (wanted) => {
		if (route.name !== 'survey-month' || !wanted) return;
		month.value = null;
		await load();
	}, { immediate: true });
	return { name, month, loadProblem, remark, running, problem, isManager, amendments, columns, load, compute, sign, dateTime, percent };
}
