import { computed, reactive, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { buttons, integer, money, text, time } from '@/composables/columns';
import type { Column } from '@/composables/useExport';
import { useBranches } from '@/composables/useBranches';
import { useForm } from '@/composables/useForm';
import { useList } from '@/composables/useList';
import { hasText, translate } from '@/i18n';
import { productName, serviceName, word } from '../common/words';
import { listDeposits, listSettlements, listWorks, moveDeposit, readDeposit, releaseWorks, runSettlement } from '../settlementApi';
import type { Deposit, DepositDetail, RunResult, Settlement, Work } from '../settlementTypes';

export const levelName = (level: string | null): string => (level && hasText(`survey.levels.${level}`) ? translate(`survey.levels.${level}`) : level ?? '');
/** Permille as people say it: 950 → "95%". Digits only. */
export const permille = (value: number): string => `${Math.trunc(value / 10)}${value % 10 ? `.${value % 10}` : ''}%`;
export const lastMonth = (today: string): string => {
	const [year, month] = today.split('-').map(Number);
	return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
};

/** X-02: every outsourced order with what the gate says of it. */
export function useWorks() {
	const { t } = useI18n();
	const { learn, nameOf } = useBranches();
	const form = useForm();
	const list = useList<Work>({ fetch: listWorks, filters: { search: '', verdict: '', state: 'waiting', branch: '', month: '', payee: '' }, inAddress: true });
	const picked = reactive(new Set<string>());
	watch(() => list.items, (rows) => { learn(rows); picked.clear(); });
	const columns = computed<Column<Work>[]>(() => [
		{ key: 'pick', label: '', value: () => '', width: 36, screenOnly: true },
		text('orderNumber', 'fees.order', (row) => row.orderNumber, { width: 116 }),
		time('completedAt', 'fees.completedOn', (row) => row.completedAt),
		text('branch', 'common.branch', (row) => nameOf(row.branchId), { width: 70, wide: true }),
		text('payee', 'fees.provider', (row) => row.payeeName, { minWidth: 98 }),
		text('technician', 'fees.technician', (row) => row.technicianName, { width: 84 }),
		text('product', 'fees.product', (row) => [serviceName(row.serviceType), productName(row.productType)].filter(Boolean).join(' '), { minWidth: 120, wide: true, wraps: true }),
		text('level', 'fees.works.level', (row) => levelName(row.level), { width: 96 }),
		{ ...money<Work>('rate', 'fees.works.rate', (row) => row.rateFen, { width: 100 }), screen: (row) => (row.rateFen === null ? t('fees.works.noRate') : money<Work>('', 'fees.works.rate', (one) => one.rateFen).screen!(row)) },
		text('verdict', 'fees.works.gate', (row) => word('gate', row.verdict), { width: 164 }),
		text('state', 'common.state', (row) => word('workStates', row.state), { width: 90 }),
		text('released', 'fees.works.released', (row) => (row.released ? `${row.released.by}: ${row.released.reason}` : ''), { exportOnly: true }),
		integer('openCases', 'fees.works.openCases', (row) => row.openCases, { exportOnly: true }),
		buttons(68),
	]);
	/** What the gate refused of the last release. */
	const note = ref('');
	const releasable = computed(() => list.items.filter((row) => row.verdict === 'waits_release'));
	/** One reason for all that are picked; they are of one branch each time, as the server wants it. */
	async function release(): Promise<void> {
		const rows = list.items.filter((row) => picked.has(row.id));
		const refused: string[] = [];
		const saved = await form.ask({
			title: t('fees.works.release'), lead: t('fees.works.releaseLead', { n: rows.length }), fields: [{ name: 'reason', label: t('common.reason'), kind: 'area', required: true }], submit: t('fees.works.release'),
			save: async (values, key) => {
				for (const branchId of new Set(rows.map((row) => row.branchId))) {
					const answer = await releaseWorks({ branchId, reason: String(values.reason), orders: rows.filter((row) => row.branchId === branchId).map((row) => row.id) }, `${key}-${branchId}`);
					refused.push(...answer.refused.map((one) => `${one.orderNumber} ${word('gate', one.verdict)}`));
				}
			},
		});
		if (saved) await list.load(true);
		note.value = refused.length ? t('fees.works.refused', { list: refused.join(t('common.comma')) }) : '';
	}
	return { list, columns, picked, releasable, form, release, note };
}

export function useSettlements() {
	const { t } = useI18n();
	const router = useRouter();
	const { learn, names } = useBranches();
	const form = useForm();
	const result = ref<RunResult | null>(null);
	const list = useList<Settlement>({ fetch: listSettlements, filters: { state: '', branch: '', month: '', payee: '' }, inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<Settlement>[]>(() => [
		text('number', 'fees.number', (row) => row.number, { width: 180 }),
		text('month', 'fees.month', (row) => row.month, { width: 84 }),
		text('payee', 'fees.provider', (row) => row.payeeName, { minWidth: 130 }),
		text('branch', 'common.branch', (row) => row.branchName, { width: 84 }),
		text('state', 'common.state', (row) => word('settlementStates', row.state), { width: 96 }),
		integer('orders', 'fees.settlements.orders', (row) => row.orders, { width: 76 }),
		money('ordersFen', 'fees.settlements.ordersFen', (row) => row.ordersFen, { width: 108 }),
		text('grade', 'fees.settlements.grade', (row) => `${row.grade || '—'} · ${permille(row.factor)}`, { width: 96, wide: true }),
		money('offset', 'fees.settlements.offset', (row) => row.offsetFen, { width: 100, wide: true }),
		money('deposit', 'fees.settlements.deposit', (row) => row.depositFen, { width: 100, wide: true }),
		money('total', 'fees.settlements.total', (row) => row.totalFen, { width: 112 }),
		integer('waiting', 'fees.settlements.waiting', (row) => row.waiting, { width: 90 }),
	]);
	const open = (row: Settlement) => router.push({ name: 'settlement', params: { id: row.id } });
	async function start(month: string): Promise<void> {
		await form.ask({
			title: t('fees.settlements.run'), lead: t('fees.settlements.runLead'),
			fields: [
				{ name: 'branchId', label: t('common.branch'), kind: 'choice', required: true, options: [...names].map(([value, label]) => ({ value, label })) },
				{ name: 'month', label: t('fees.month'), kind: 'month', required: true }, { name: 'payee', label: t('fees.settlements.payeeCode'), kind: 'text', hint: t('fees.settlements.payeeHint') },
			],
			values: { month, branchId: names.size === 1 ? [...names.keys()][0] : list.filters.branch }, submit: t('fees.settlements.run'), done: t('fees.settlements.ran'),
			save: async (values, key) => (result.value = await runSettlement({ branchId: values.branchId, month: values.month, ...(values.payee ? { payee: values.payee } : {}) }, key)),
		});
		await list.load(true);
	}
	return { list, columns, form, result, open, start };
}

export function useDeposits() {
	const { t } = useI18n();
	const { learn, nameOf } = useBranches();
	const form = useForm();
	const opened = ref<Deposit | null>(null);
	const detail = ref<DepositDetail | null>(null);
	const list = useList<Deposit>({ fetch: listDeposits, filters: { branch: '' }, inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<Deposit>[]>(() => [
		text('payee', 'fees.provider', (row) => row.payeeName, { minWidth: 180 }),
		text('branch', 'common.branch', (row) => nameOf(row.branchId), { width: 120 }),
		money('balance', 'fees.balance', (row) => row.balanceFen, { width: 140 }),
		money('target', 'fees.deposits.target', (row) => row.targetFen, { width: 140 }),
		buttons(100),
	]);
	async function open(row: Deposit): Promise<void> {
		opened.value = row;
		detail.value = null;
		detail.value = await readDeposit(row);
	}
	async function move(): Promise<void> {
		const row = opened.value!;
		await form.ask({
			title: t('fees.deposits.move'),
			fields: [
				{ name: 'kind', label: t('fees.kind'), kind: 'choice', required: true, options: ['paid_in', 'used', 'released'].map((value) => ({ value, label: t(`fees.depositKinds.${value}`) })) },
				{ name: 'sumFen', label: t('fees.sum'), kind: 'money', required: true }, { name: 'reason', label: t('common.reason'), kind: 'area', required: true },
			],
			values: { kind: 'paid_in' }, save: (values, key) => moveDeposit(row, values, key),
		}) && await open(row);
		await list.load(true);
	}
	return { list, columns, form, opened, detail, open, move };
}
