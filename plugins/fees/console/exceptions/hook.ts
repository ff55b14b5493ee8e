import { computed, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { integer, buttons, money, text, time } from '@/composables/columns';
import type { Column } from '@/composables/useExport';
import { useBranches } from '@/composables/useBranches';
import { useForm } from '@/composables/useForm';
import { useList } from '@/composables/useList';
import { yuan } from '@/composables/money';
import { translate } from '@/i18n';
import { quantityText, word } from '../common/words';
import { listCompensations, listExceptions, moveCompensation } from '../orderApi';
import type { Compensation, FeeException } from '../orderTypes';

/** FE-06, FE-10: what does not agree, the newest first, until somebody explained and somebody closed it. */
export function useExceptions() {
	const { learn, nameOf } = useBranches();
	const list = useList<FeeException>({ fetch: listExceptions, filters: { state: 'open', what: '', branch: '' }, inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<FeeException>[]>(() => [
		time('openedAt', 'fees.at', (row) => row.openedAt),
		text('what', 'fees.exception', (row) => word('exceptionKinds', row.what), { width: 150 }),
		text('orderNumber', 'fees.order', (row) => row.orderNumber, { width: 130 }),
		text('branch', 'common.branch', (row) => nameOf(row.branchId), { width: 70 }),
		text('technician', 'fees.technician', (row) => row.technician.name, { width: 98 }),
		money('difference', 'fees.difference', (row) => row.differenceFen || null),
		text('facts', 'fees.facts.title', (row) => factsText(row), { minWidth: 240 }),
		text('state', 'common.state', (row) => word('exceptionStates', row.state), { width: 84 }),
		text('reason', 'common.reason', (row) => row.reason, { minWidth: 130, wide: true }),
		text('outcome', 'fees.exceptions.outcome', (row) => word('outcomes', row.outcome), { width: 100, exportOnly: true }),
		integer('reopened', 'fees.exceptions.reopenedTimes', (row) => row.reopened, { exportOnly: true }),
	]);
	const factsText = (row: FeeException): string => {
		const sums = (['listFen', 'chargedFen', 'handedFen', 'namedFen'] as const).filter((name) => typeof row.facts[name] === 'number').map((name) => `${word('facts', name)} ${yuan(row.facts[name])}`);
		const parts = (row.facts.parts ?? []).filter((part) => part.used !== part.charged)
			.map((part) => translate('fees.facts.partDiffers', { name: part.name, used: quantityText(part.used, part.unitSize, part.unit), charged: quantityText(part.charged, part.unitSize, part.unit) }));
		return [...sums, ...parts, ...(row.facts.items ?? [])].join(' · ');
	};
	return { list, columns, factsText };
}

/** FE-07. */
export function useCompensations() {
	const { t } = useI18n();
	const { learn, nameOf } = useBranches();
	const list = useList<Compensation>({ fetch: listCompensations, filters: { state: '', branch: '' }, inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<Compensation>[]>(() => [
		text('number', 'fees.number', (row) => row.number, { width: 164 }),
		text('what', 'fees.compensations.what', (row) => word('compensationKinds', row.what), { width: 90, wide: true }),
		text('orderNumber', 'fees.order', (row) => row.orderNumber, { width: 116 }),
		text('branch', 'common.branch', (row) => nameOf(row.branchId), { width: 70, exportOnly: true }),
		money('sum', 'fees.sum', (row) => row.sumFen, { width: 92 }),
		text('liable', 'fees.compensations.liable', (row) => row.liable.map((one) => `${one.name} ${yuan(one.shareFen)}`).join(t('common.comma')), { minWidth: 120, wraps: true }),
		text('reason', 'common.reason', (row) => row.reason, { minWidth: 120, wraps: true }),
		text('claimed', 'fees.compensations.claimedBy', (row) => row.claimedName, { width: 84 }),
		text('decided', 'fees.decidedBy', (row) => row.decidedName, { width: 84, exportOnly: true }),
		text('receipt', 'fees.receipts.number', (row) => row.receiptNumber, { width: 120, exportOnly: true }),
		text('state', 'common.state', (row) => word('compensationStates', row.state), { width: 100 }),
		buttons(200),
	]);
	const form = useForm();
	async function decide(one: Compensation, approve: boolean): Promise<void> {
		await form.ask({
			title: t(approve ? 'fees.compensations.approve' : 'fees.compensations.refuse'), lead: `${one.number} · ${yuan(one.sumFen)} ${t('common.yuan')}\n${one.reason}`,
			fields: [{ name: 'reason', label: t('common.reason'), kind: 'area', required: true }], submit: t(approve ? 'fees.compensations.approve' : 'fees.compensations.refuse'),
			save: (values, key) => moveCompensation(one, 'decide', { approve, reason: values.reason }, key),
		});
		await list.load(true);
	}
	async function withdraw(one: Compensation): Promise<void> {
		await form.ask({ title: t('fees.compensations.withdraw'), lead: `${one.number} · ${yuan(one.sumFen)} ${t('common.yuan')}`, submit: t('fees.compensations.withdraw'), fields: [{ name: 'reason', label: t('common.reason'), kind: 'area', required: true }], save: (values, key) => moveCompensation(one, 'withdraw', values, key) });
		await list.load(true);
	}
	async function pay(one: Compensation): Promise<void> {
		await form.ask({
			title: t('fees.compensations.pay'), submit: t('fees.compensations.pay'), lead: t('fees.compensations.payLead', { sum: yuan(one.sumFen), number: one.number }),
			fields: [{ name: 'day', label: t('common.day'), kind: 'day', hint: t('fees.dayHint') }],
			save: (values, key) => moveCompensation(one, 'pay', values.day ? { day: values.day } : {}, key),
		});
		await list.load(true);
	}
	return { list, columns, form, decide, withdraw, pay };
}
