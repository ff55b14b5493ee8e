import { computed, ref, watch } from 'vue';
import { useRoute } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { asProblem, type ApiProblem } from '@/api/problem';
import { integer, money, text } from '@/composables/columns';
import { today } from '@/composables/format';
import { confirmed, useAction } from '@/composables/useAction';
import type { Column } from '@/composables/useExport';
import { useForm } from '@/composables/useForm';
import { useList } from '@/composables/useList';
import { session } from '@/session';
import { hasText, translate } from '@/i18n';
import type { TraceType } from '../fineTypes';
import { kApprovers, kCash, kSettle, kSettlementCheckers } from '../common/roles';
import { word } from '../common/words';
import { listLines, moveSettlement, readSettlement, type SettlementMove } from '../settlementApi';
import type { SettlementDetail, SettlementLine } from '../settlementTypes';
import { permille } from '../settlements/hook';

export const lineText = (line: Pick<SettlementLine, 'text'>): string => (/^[\w-]+$/.test(line.text) && hasText(`offences.${line.text}`) ? translate(`offences.${line.text}`) : line.text);

/** FE-40, FE-42: one provider's month: checked by one, approved by another, paid by finance; the gate is asked again each time. */
export function useSettlement() {
	const { t } = useI18n();
	const route = useRoute();
	const form = useForm();
	const one = ref<SettlementDetail | null>(null);
	const loadProblem = ref<ApiProblem | null>(null);
	const tracing = ref<{ type: TraceType; id: string; title: string } | null>(null);
	const { running, problem, run } = useAction();
	const id = computed(() => String(route.params.id));

	const list = useList<SettlementLine>({ fetch: (query) => listLines(id.value, query), limit: 100, inAddress: true });
	const columns = computed<Column<SettlementLine>[]>(() => [
		integer('sequence', 'fees.settlements.sequence', (row) => row.sequence, { width: 60 }),
		text('type', 'fees.kind', (row) => word('lineTypes', row.type), { width: 130 }),
		text('orderNumber', 'fees.order', (row) => row.orderNumber, { width: 140 }),
		text('text', 'fees.text', lineText, { minWidth: 220 }),
		money('base', 'fees.settlements.base', (row) => row.baseFen, { width: 110 }),
		text('factor', 'fees.settlements.factor', (row) => permille(row.factor), { width: 90, align: 'right' }),
		money('sum', 'fees.sum', (row) => row.sumFen, { width: 120 }),
		text('rate', 'fees.settlements.rate', (row) => row.rate, { width: 150, wide: true }),
		{ key: 'actions', label: '', value: () => '', width: 90, screenOnly: true },
	]);
	async function load(): Promise<void> {
		const asked = id.value;
		try {
			const answer = (await readSettlement(asked)).data;
			if (id.value !== asked) return;
			one.value = answer;
			loadProblem.value = null;
		} catch (error) {
			loadProblem.value = asProblem(error);
		}
	}
	watch(id, () => {
		if (route.name !== 'settlement') return;
		one.value = null;
		void load();
	}, { immediate: true });

	/** What the person may do next, in the order in which it happens. */
	const moves = computed<SettlementMove[]>(() => {
		const state = one.value?.state;
		const may: [SettlementMove, boolean][] = [
			['check', state === 'draft' && session.holds(kSettlementCheckers)], ['approve', state === 'checked' && session.holds(kApprovers)], ['pay', state === 'approved' && session.holds(kCash)],
			['recompute', (state === 'draft' || state === 'checked') && session.holds(kSettle)], ['drop', ['draft', 'checked', 'approved'].includes(state ?? '') && session.holds(kSettle)],
		];
		return may.filter(([, allowed]) => allowed).map(([move]) => move);
	});
	async function move(what: SettlementMove): Promise<void> {
		const current = one.value!;
		problem.value = null;
		if (what === 'pay') {
			await form.ask({
				title: t('fees.settlements.moves.pay'), submit: t('fees.settlements.moves.pay'), lead: t('fees.settlements.payLead', { payee: current.payeeName, sum: moneyText(current.totalFen) }),
				fields: [{ name: 'paidOn', label: t('fees.notices.paidOn'), kind: 'day', required: true }, { name: 'reference', label: t('fees.settlements.reference'), kind: 'text', required: true }],
				values: { paidOn: today() }, save: (values, key) => moveSettlement(current, 'pay', values, key),
			});
		} else if (what === 'drop') {
			await form.ask({ title: t('fees.settlements.moves.drop'), submit: t('fees.settlements.moves.drop'), lead: t('fees.settlements.dropLead'), fields: [{ name: 'why', label: t('common.reason'), kind: 'area', required: true }], save: (values, key) => moveSettlement(current, 'drop', values, key) });
		} else if (what === 'recompute' || await confirmed(t(`fees.settlements.${what}Text`, { sum: moneyText(current.totalFen) }), t(`fees.settlements.moves.${what}`))) {
			await run(what, () => moveSettlement(current, what, {}), t('common.saved'));
		}
		await load();
		await list.load(true);
	}
	const moneyText = (fen: number): string => money<null>('', 'fees.sum', () => fen).screen!(null);
	const trace = (row: SettlementLine) => (tracing.value = { type: 'settlement', id: row.id, title: row.orderNumber || word('lineTypes', row.type) });
	return { one, loadProblem, running, problem, form, list, columns, moves, tracing, load, move, trace };
}
