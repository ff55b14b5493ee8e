import { computed, reactive, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { asProblem, type ApiProblem } from '@/api/problem';
import { useAction } from '@/composables/useAction';
import type { Column } from '@/composables/useExport';
import { useList } from '@/composables/useList';
import { session } from '@/session';
import { yuan } from '@/composables/money';
import { kManager } from '../common/roles';
import { useBranches } from '@/composables/useBranches';
import { decideRemedy, listOverdue, readBuckets } from '../sheetApi';
import type { Bucket, Buckets, OverdueOrder, Remedy } from '../sheetTypes';

/** CP-17: overdue orders in hour buckets, and what is proposed for their customers. */
export function useOverdue() {
	const { t } = useI18n();
	const answer = ref<Buckets | null>(null);
	const buckets = computed(() => answer.value?.buckets ?? []);
	/** From when something is proposed, by the settings of today. */
	const lead = computed(() => (answer.value ? t('complaints.overduePage.lead', { compensation: answer.value.compensationHours, exchange: answer.value.exchangeHours }) : t('complaints.overduePage.leadShort')));
	const colourOf = (one: Bucket) => ({ hot: one.fromHours >= (answer.value?.compensationHours ?? Infinity), hottest: one.fromHours >= (answer.value?.exchangeHours ?? Infinity) });
	const isHot = (hours: number) => hours >= (answer.value?.compensationHours ?? Infinity);
	const bucketProblem = ref<ApiProblem | null>(null);
	const { learn } = useBranches();
	const list = useList<OverdueOrder>({ fetch: listOverdue, filters: { search: '', branch: '', fromHours: '', toHours: '' }, sort: 'since', inAddress: true });
	watch(() => list.items, learn);
	const remedyText = (one: Remedy) => t('complaints.overduePage.remedy', { state: t(`complaints.remedyStates.${one.state}`), what: [t(`complaints.remedies.${one.remedy}`), one.sumFen === null ? '' : t('complaints.yuan', { n: yuan(one.sumFen) })].filter(Boolean).join(' ') });
	const columns = computed<Column<OverdueOrder>[]>(() => [
		{ key: 'orderNumber', label: t('complaints.order'), value: (row) => row.orderNumber, minWidth: 130 },
		{ key: 'kind', label: t('complaints.orderKind'), value: (row) => t(`complaints.orderKinds.${row.kind}`), width: 100 },
		{ key: 'branch', label: t('common.branch'), value: (row) => row.branchName, width: 90 },
		{ key: 'since', label: t('complaints.overduePage.since'), value: (row) => new Date(row.since), width: 140, sort: 'since' },
		{ key: 'hours', label: t('complaints.overduePage.hours'), value: (row) => row.hours, width: 100, align: 'right' },
		{ key: 'remedies', label: t('complaints.overduePage.remedies'), value: (row) => row.remedies.map(remedyText).join('; '), minWidth: 300 },
	]);

	async function loadBuckets(): Promise<void> {
		try {
			answer.value = await readBuckets(list.filters.branch);
			bucketProblem.value = null;
		} catch (error) {
			bucketProblem.value = asProblem(error);
		}
	}
	watch(() => list.filters.branch, () => void loadBuckets(), { immediate: true });
	const chosen = (one: Bucket) => list.filters.fromHours === String(one.fromHours) && list.filters.toHours === (one.toHours === null ? '' : String(one.toHours));
	function pick(one: Bucket): void {
		if (chosen(one)) Object.assign(list.filters, { fromHours: '', toHours: '' });
		else Object.assign(list.filters, { fromHours: String(one.fromHours), toHours: one.toHours === null ? '' : String(one.toHours) });
	}
	const most = computed(() => Math.max(1, ...buckets.value.map((one) => one.orders)));

	const deciding = ref<Remedy | null>(null);
	const decision = reactive({ approve: true, fen: null as number | null, reason: '' });
	const { running, problem, run } = useAction();
	const mayDecide = computed(() => session.holds(kManager));
	function decide(one: Remedy): void {
		Object.assign(decision, { approve: true, fen: one.sumFen, reason: '' });
		problem.value = null;
		deciding.value = one;
	}
	async function save(): Promise<void> {
		const one = deciding.value!;
		const sum = decision.fen;
		const done = await run('decide', () => decideRemedy(one, decision.approve ? 'approved' : 'declined', {
			...(decision.approve && one.remedy === 'compensation' && sum !== null ? { sumFen: sum } : {}), ...(decision.reason.trim() ? { reason: decision.reason.trim() } : {}),
		}), t('common.saved'));
		if (done) deciding.value = null;
		await list.load(true);
	}
	return { list, columns, buckets, lead, colourOf, isHot, bucketProblem, chosen, pick, most, remedyText, deciding, decision, running, problem, mayDecide, decide, save };
}
