import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { buttons, integer, money, text, time } from '@/composables/columns';
import { dateTime, today } from '@/composables/format';
import { yuan } from '@/composables/money';
import { codeText } from '@/i18n';
import type { Column } from '@/composables/useExport';
import { useBranches } from '@/composables/useBranches';
import { useForm } from '@/composables/useForm';
import { useList } from '@/composables/useList';
import { offenceName, word } from '../common/words';
import { confirmNotice, listDismissals, listDunning, listFines, listNoticeMonths, listNotices, payNotices, readFineCounters } from '../fineApi';
import type { Dunning, Fine, FineCounters, Notice, NoticeMonth } from '../fineTypes';

export const sumText = (fen: number | null): string => (fen === null ? word('fines', 'byDecision') : yuan(fen));

function fineColumns(nameOf: (id: string) => string): Column<Fine>[] {
	return [
		text('number', 'fees.number', (row) => row.number, { width: 164 }),
		text('proposedAt', 'fees.fines.proposedAt', (row) => dateTime(row.proposedAt).slice(0, 10), { width: 96, sort: 'proposedAt' }),
		text('offence', 'fees.offence', (row) => offenceName(row), { minWidth: 136, wraps: true }),
		text('code', 'fees.fines.code', (row) => row.offence, { exportOnly: true }),
		text('liable', 'fees.liable', (row) => `${word('liableKinds', row.liable.kind)} ${row.liable.name}`, { width: 132, wraps: true }),
		{ ...money<Fine>('sum', 'fees.sum', (row) => row.sumFen, { width: 92 }), screen: (row) => sumText(row.sumFen) },
		text('orderNumber', 'fees.order', (row) => row.orderNumber, { width: 124 }),
		text('branch', 'common.branch', (row) => row.branchName || nameOf(row.branchId), { width: 76, wide: true }),
		text('source', 'fees.fines.source', (row) => word('fineSources', row.source), { width: 84, wide: true }),
		text('reason', 'common.reason', (row) => codeText('complaints.fineReasons', row.reason), { minWidth: 140, wraps: true }),
		text('state', 'common.state', (row) => word('fineStates', row.state), { width: 104 }),
		time('actAt', 'fees.fines.actAt', (row) => row.actAt, { wide: true }),
		text('case', 'fees.case', (row) => row.caseNumber, { exportOnly: true }),
		text('checkedBy', 'fees.fines.checkedBy', (row) => row.checkedBy, { exportOnly: true }),
		text('decidedBy', 'fees.decidedBy', (row) => row.decidedBy, { exportOnly: true }),
		text('month', 'fees.month', (row) => row.month, { exportOnly: true }),
	];
}

/** FE-20: from the proposal to what counts. */
export function useFines() {
	const router = useRouter();
	const { learn, nameOf } = useBranches();
	const counters = ref<FineCounters | null>(null);
	const list = useList<Fine>({ fetch: listFines, filters: { state: 'open', search: '', branch: '', offence: '', month: '', order: '', case: '', liable: '' }, sort: '-proposedAt', inAddress: true });
	watch(() => list.items, (rows) => {
		learn(rows);
		readFineCounters().then((answer) => (counters.value = answer), () => {});
	});
	const columns = computed(() => fineColumns(nameOf));
	const open = (row: Fine) => router.push({ name: 'fine', params: { id: row.id } });
	return { list, columns, counters, open };
}

export function useDismissals() {
	const { learn, nameOf } = useBranches();
	const list = useList<Fine>({ fetch: listDismissals, sort: '-proposedAt', inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<Fine>[]>(() => fineColumns(nameOf).flatMap((one) => (one.key === 'orderNumber' ? [integer<Fine>('repetition', 'fees.fines.repetition', (row) => row.repetition, { width: 76 }), { ...one, wide: true }] : [one])));
	return { list, columns };
}

/** FE-21: notices to providers: confirmed the same day, paid by the 3rd, chased when they are not. */
export function useNotices() {
	const { t } = useI18n();
	const { learn, nameOf } = useBranches();
	const form = useForm();
	const list = useList<Notice>({ fetch: listNotices, filters: { search: '', state: '', branch: '', month: '', unconfirmed: '', overdue: '' }, inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<Notice>[]>(() => [
		text('number', 'fees.number', (row) => row.number, { width: 176 }),
		text('provider', 'fees.provider', (row) => row.providerName, { width: 120 }),
		text('person', 'fees.notices.person', (row) => row.person, { width: 84, wide: true }),
		text('offence', 'fees.offence', (row) => offenceName(row), { minWidth: 140, wraps: true }),
		money('sum', 'fees.sum', (row) => row.sumFen, { width: 98 }),
		text('orderNumber', 'fees.order', (row) => row.orderNumber, { width: 124, exportOnly: true }),
		text('branch', 'common.branch', (row) => nameOf(row.branchId), { width: 76, wide: true }),
		time('issuedAt', 'fees.notices.issuedAt', (row) => row.issuedAt, { wide: true }),
		text('confirmed', 'fees.notices.confirmed', (row) => (row.confirmedOn ? `${row.confirmedOn} ${row.confirmedBy}` : t('fees.notices.until', { day: row.confirmBy })), { width: 150 }),
		text('payBy', 'fees.notices.payBy', (row) => row.payBy, { width: 100 }),
		text('state', 'common.state', (row) => word('noticeStates', row.state), { width: 110 }),
		integer('overdue', 'fees.notices.overdueDays', (row) => row.overdueDays, { exportOnly: true }),
		integer('dunning', 'fees.notices.dunning', (row) => row.dunning, { exportOnly: true }),
		text('receipt', 'fees.receipts.number', (row) => row.receipt, { exportOnly: true }),
		buttons(124),
	]);
	async function confirm(one: Notice): Promise<void> {
		await form.ask({
			title: t('fees.notices.confirm'), lead: `${one.number} · ${one.providerName} · ${yuan(one.sumFen)} ${t('common.yuan')}`,
			fields: [{ name: 'on', label: t('fees.notices.confirmedOn'), kind: 'day', required: true }, { name: 'by', label: t('fees.notices.confirmedBy'), kind: 'text', required: true, hint: t('fees.notices.confirmedByHint') }],
			values: { on: today() }, save: (values, key) => confirmNotice(one, values, key),
		});
		await list.load(true);
	}
	return { list, columns, form, confirm };
}

export function useNoticeMonths() {
	const { t } = useI18n();
	const { learn, nameOf } = useBranches();
	const form = useForm();
	const list = useList<NoticeMonth>({ fetch: listNoticeMonths, filters: { branch: '' }, inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<NoticeMonth>[]>(() => [
		text('month', 'fees.month', (row) => row.month, { width: 90 }),
		text('provider', 'fees.provider', (row) => row.providerName, { minWidth: 150 }),
		text('branch', 'common.branch', (row) => nameOf(row.branchId), { width: 100, wide: true }),
		integer('notices', 'fees.notices.count', (row) => row.notices, { width: 100 }),
		money('sum', 'fees.sum', (row) => row.sumFen, { width: 120 }),
		money('open', 'fees.notices.openSum', (row) => row.openFen, { width: 120 }),
		text('payBy', 'fees.notices.payBy', (row) => row.payBy, { width: 120 }),
		integer('overdue', 'fees.notices.overdueDays', (row) => row.overdueDays || null, { width: 110 }),
		integer('dunning', 'fees.notices.dunning', (row) => row.dunning || null, { width: 100 }),
		buttons(110),
	]);
	async function pay(one: NoticeMonth): Promise<void> {
		await form.ask({
			title: t('fees.notices.pay'), lead: t('fees.notices.payLead', { provider: one.providerName, month: one.month, open: yuan(one.openFen) }),
			fields: [
				{ name: 'sumFen', label: t('fees.notices.paidSum'), kind: 'money', required: true },
				{ name: 'paidOn', label: t('fees.notices.paidOn'), kind: 'day', required: true },
				{ name: 'receipt', label: t('fees.receipts.number'), kind: 'text', required: true },
			],
			values: { paidOn: today() },
			save: (values, key) => payNotices({ branchId: one.branchId, provider: one.provider, month: one.month, ...values }, key),
		});
		await list.load(true);
	}
	return { list, columns, form, pay };
}

export function useDunning() {
	const list = useList<Dunning>({ fetch: listDunning, inAddress: true });
	const columns = computed<Column<Dunning>[]>(() => [
		time('at', 'fees.at', (row) => row.at),
		text('level', 'fees.notices.dunning', (row) => word('dunningLevels', String(row.level)), { width: 140 }),
		text('number', 'fees.number', (row) => row.number, { width: 190 }),
		text('provider', 'fees.provider', (row) => row.providerName, { minWidth: 160 }),
		money('sum', 'fees.sum', (row) => row.sumFen, { width: 120 }),
		integer('overdue', 'fees.notices.overdueDays', (row) => row.overdueDays, { width: 110 }),
	]);
	return { list, columns };
}
