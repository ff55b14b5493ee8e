import { computed, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { asProblem } from '@/api/problem';
import { buttons, money, text, time } from '@/composables/columns';
import { today } from '@/composables/format';
import { yuan } from '@/composables/money';
import type { Column } from '@/composables/useExport';
import { useBranches } from '@/composables/useBranches';
import { useForm } from '@/composables/useForm';
import { useList } from '@/composables/useList';
import { wordsOf } from '@/composables/useProblem';
import { word } from '../common/words';
import { closeDay, listCashEntries, listCounts, listDays, readDay } from '../orderApi';
import type { CashDay, CashEntry, Count } from '../orderTypes';

export function useCounts() {
	const { learn, nameOf } = useBranches();
	const list = useList<Count>({ fetch: listCounts, filters: { stage: '', branch: '', technician: '' }, inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<Count>[]>(() => [
		text('number', 'fees.number', (row) => row.number, { width: 180 }),
		text('stage', 'fees.cash.stage', (row) => word('stages', row.stage), { width: 100 }),
		text('branch', 'common.branch', (row) => nameOf(row.branchId), { width: 80, wide: true }),
		text('technician', 'fees.technician', (row) => row.technician.name, { width: 100 }),
		text('day', 'common.day', (row) => row.day, { width: 104 }),
		money('expected', 'fees.cash.expected', (row) => row.expectedFen),
		money('counted', 'fees.cash.counted', (row) => row.countedFen),
		money('difference', 'fees.difference', (row) => row.differenceFen),
		text('state', 'common.state', (row) => word('countStates', row.state), { width: 90 }),
		text('reason', 'common.reason', (row) => row.reason, { minWidth: 120 }),
		text('who', 'fees.who', (row) => row.whoName, { width: 90, wide: true }),
		time('at', 'fees.at', (row) => row.at, { wide: true }),
	]);
	return { list, columns };
}

/** FE-05: one day of one technician: expected, handed in, the difference with its reason. */
export function useDays() {
	const { t } = useI18n();
	const { learn, nameOf } = useBranches();
	const form = useForm();
	const list = useList<CashDay>({ fetch: listDays, filters: { branch: '', from: '', to: '' }, inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<CashDay>[]>(() => [
		text('day', 'common.day', (row) => row.day, { width: 110 }),
		text('branch', 'common.branch', (row) => nameOf(row.branchId), { width: 90 }),
		text('technician', 'fees.technician', (row) => row.technician.name, { width: 110 }),
		money('expected', 'fees.cash.expected', (row) => row.expectedFen, { width: 108 }),
		money('handed', 'fees.handed', (row) => row.handedFen, { width: 108 }),
		money('difference', 'fees.difference', (row) => row.differenceFen, { width: 110 }),
		text('state', 'common.state', (row) => t(row.closedAt ? 'fees.cash.closed' : row.blind ? 'fees.cash.notCounted' : 'fees.cash.open'), { width: 110 }),
		text('reason', 'common.reason', (row) => row.reason, { minWidth: 160 }),
		text('closedBy', 'fees.cash.closedBy', (row) => row.closedName, { width: 100, wide: true }),
		time('closedAt', 'fees.cash.closedAt', (row) => row.closedAt, { wide: true }),
		buttons(100),
	]);
	/** The sums are read anew: they are what will be closed. */
	async function close(row: CashDay): Promise<void> {
		let now = row;
		let note = '';
		try {
			now = await readDay(row.branchId, row.technician.key, row.day);
		} catch (error) {
			note = wordsOf(asProblem(error)).title;
		}
		const differs = (now.differenceFen ?? 0) !== 0;
		await form.ask({
			title: t('fees.cash.closeTitle', { name: row.technician.name, day: row.day }),
			lead: note || t(now.blind ? 'fees.cash.closeBlind' : 'fees.cash.closeLead', { expected: yuan(now.expectedFen), handed: yuan(now.handedFen), difference: yuan(now.differenceFen) }),
			fields: [{ name: 'reason', label: t('common.reason'), kind: 'area', required: differs, hint: differs ? t('fees.cash.reasonHint') : '' }],
			submit: t('fees.cash.close'),
			save: (values, key) => closeDay({ branch: row.branchId, technician: row.technician.key, day: row.day, ...(values.reason ? { reason: values.reason } : {}) }, key),
		});
		await list.load(true);
	}
	return { list, columns, form, close, isToday: (day: string) => day === today() };
}

/** The cash entries that were typed in the ERP, and what is wrong with them. */
export function useCashEntries() {
	const { learn, nameOf } = useBranches();
	const list = useList<CashEntry>({ fetch: listCashEntries, filters: { problem: '' }, inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<CashEntry>[]>(() => [
		time('at', 'fees.at', (row) => row.at),
		text('number', 'fees.cash.entryNumber', (row) => row.number, { width: 150 }),
		text('branch', 'common.branch', (row) => nameOf(row.branchId), { width: 90, wide: true }),
		text('kind', 'fees.cash.entryKind', (row) => word('entryTypes', row.entryKind), { width: 110, wide: true }),
		text('orderNumber', 'fees.order', (row) => row.orderNumber, { width: 140 }),
		text('receipt', 'fees.receipts.number', (row) => row.receiptNumber, { width: 180 }),
		text('method', 'fees.method', (row) => word('methods', row.method), { width: 100 }),
		money('amount', 'fees.amount', (row) => row.amountFen),
		text('problem', 'fees.cash.problem', (row) => word('entryProblems', row.problem), { minWidth: 160 }),
	]);
	return { list, columns };
}
