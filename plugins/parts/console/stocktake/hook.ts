import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { asProblem, type ApiProblem } from '@/api/problem';
import { newKey } from '@/api/key';
import { confirmed, useAction } from '@/composables/useAction';
import { session } from '@/session';
import { useAsk } from '../common/ask';
import { kApprove, kWork } from '../common/roles';
import { readStocktake, step } from '../deskApi';
import { kCauses, kPersonKinds, type StocktakeDetail, type StocktakeLine } from '../deskTypes';

/** PT-06: one stocktake from plan to posting. Until it is explained nobody sees a book quantity: the API does not tell it. */
export function useStocktake() {
	const { t } = useI18n();
	const route = useRoute();
	const router = useRouter();
	const one = ref<StocktakeDetail | null>(null);
	const loadProblem = ref<ApiProblem | null>(null);
	const { running, problem, run } = useAction();
	const { ask } = useAsk();
	const mayWork = session.holds(kWork);
	const mayApprove = session.holds(kApprove);
	const state = computed(() => one.value?.state ?? 'planned');
	const counting = computed(() => state.value === 'counting' || state.value === 'recounting');
	const explained = computed(() => state.value === 'explaining' || state.value === 'posted');
	const differing = computed(() => (one.value?.items ?? []).filter((line) => (line.difference ?? 0) !== 0));
	const unexplained = computed(() => differing.value.filter((line) => !line.cause).length);

	async function load(): Promise<void> {
		try {
			one.value = await readStocktake(String(route.params.id));
			loadProblem.value = null;
		} catch (error) {
			loadProblem.value = asProblem(error);
		}
	}
	let key = newKey();
	async function move(name: 'freeze' | 'close', sure: string): Promise<void> {
		if (!(await confirmed(t(`parts.stocktake.${sure}`), t(`parts.stocktake.${name}`)))) return;
		const done = await run(name, async () => (one.value = await step<StocktakeDetail>('stocktakes', one.value!, name, {}, key)), t('common.saved'));
		if (done || !problem.value?.lineIsDown) key = newKey();
		if (!done && problem.value?.status === 409) {
			const said = problem.value;
			await load();
			problem.value = said;
		}
	}
	const moveWith = (name: 'approve' | 'reject' | 'cancel', field: 'note' | 'reason') => (ask.value = {
		title: t(`parts.stocktake.${name}`), text: t(`parts.stocktake.${name}Text`), button: t(`parts.stocktake.${name}`), callsOff: name === 'cancel',
		fields: [{ kind: 'area', name: field, label: t(field === 'note' ? 'parts.note' : 'common.reason'), required: field === 'reason' }],
		send: async (body, sent) => (one.value = await step<StocktakeDetail>('stocktakes', one.value!, name, field === 'note' ? { note: '', ...body } : body, sent)),
	});
	const explain = (line: StocktakeLine) => (ask.value = {
		title: `${line.itemCode} ${line.itemName}`, text: t('parts.stocktake.explainText'),
		initial: { cause: line.cause ?? '', text: line.explanation ?? '', charged: Boolean(line.charge), charge: line.charge ?? undefined },
		fields: [
			{ kind: 'choice', name: 'cause', label: t('parts.cause'), options: kCauses.map((value) => ({ value, label: t(`parts.causes.${value}`) })), required: true },
			{ kind: 'area', name: 'text', label: t('parts.explanation'), required: true },
			// Who is short of something can be charged for it; who has too much cannot.
			...((line.difference ?? 0) < 0 ? [{ kind: 'flag' as const, name: 'charged', label: t('parts.stocktake.charged') }, { kind: 'person' as const, name: 'charge', label: t('parts.stocktake.charge'), kinds: kPersonKinds, required: true, when: (values: Record<string, unknown>) => values.charged === true }] : []),
		],
		send: async ({ charged: _, ...body }, sent) => (one.value = await step<StocktakeDetail>('stocktakes', one.value!, 'explanations', { lines: [{ itemCode: line.itemCode, ...body }] }, sent)),
	});
	const count = () => router.push({ name: 'stocktake-count', params: { id: one.value!.id } });
	watch(() => route.params.id, () => {
		if (route.name !== 'stocktake') return;
		one.value = null;
		void load();
	}, { immediate: true });
	return { one, loadProblem, running, problem, ask, mayWork, mayApprove, state, counting, explained, differing, unexplained, load, move, moveWith, explain, count };
}
