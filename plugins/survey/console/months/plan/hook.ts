import { computed, reactive, ref, watch } from 'vue';
import { onBeforeRouteLeave, useRoute } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { asProblem, type ApiProblem } from '@/api/problem';
import { confirmed, useAction } from '@/composables/useAction';
import { session } from '@/session';
import { advancePlan, readPlan, savePlan } from '../api';
import type { Measure, PlanDetail } from '../types';

const emptyMeasure = (): Measure => ({ text: '', person: '', dueOn: '', doneOn: null, result: '' });

/** One improvement plan: causes, measures, and its way through plan, do, check, act (SV-55). */
export function usePlan() {
	const { t } = useI18n();
	const route = useRoute();
	const plan = ref<PlanDetail | null>(null);
	const loadProblem = ref<ApiProblem | null>(null);
	const form = reactive({ causes: [] as string[], measures: [] as Measure[], note: '' });
	const { running, problem, run } = useAction();

	const mayEdit = computed(() => plan.value?.state === 'open' && session.holds(['service_manager', 'branch_manager', 'executive']));
	const content = () => ({
		causes: form.causes.map((text) => text.trim()).filter(Boolean),
		measures: form.measures.filter((measure) => measure.text.trim() !== ''),
	});
	let stored = '';
	const changed = computed(() => plan.value !== null && JSON.stringify(content()) !== stored);
	const earlier = computed(() => (plan.value?.cycle ?? 1) > 1);

	function show(fresh: PlanDetail): void {
		plan.value = fresh;
		form.causes = fresh.causes.filter((cause) => cause.cycle === fresh.cycle).map((cause) => cause.text);
		form.measures = fresh.measures.filter((measure) => measure.cycle === fresh.cycle).map(({ text, person, dueOn, doneOn, result }) => ({ text, person, dueOn, doneOn, result }));
		form.note = '';
		stored = JSON.stringify(content());
		if (mayEdit.value && form.causes.length === 0) form.causes.push('');
		if (mayEdit.value && form.measures.length === 0) form.measures.push(emptyMeasure());
	}
	async function load(id: string): Promise<void> {
		try {
			const fresh = (await readPlan(id)).data;
			if (route.params.id !== id) return;
			show(fresh);
			loadProblem.value = null;
		} catch (error) {
			loadProblem.value = asProblem(error);
		}
	}
	async function save(): Promise<boolean> {
		const current = plan.value;
		if (!current) return false;
		const { causes, measures } = content();
		return run('save', async () => show(await savePlan(current.id, causes, measures, current.version)), t('common.saved'));
	}
	/** What still has to be there before the next step; the server decides, this says it before. */
	const missing = computed(() => {
		const { causes, measures } = content();
		const step = plan.value?.step;
		if (step === 'plan') {
			if (causes.length === 0) return t('survey.plans.needCause');
			return measures.length === 0 || measures.some((measure) => !measure.person.trim() || !measure.dueOn) ? t('survey.plans.needMeasure') : '';
		}
		if (step === 'do') return measures.some((measure) => !measure.doneOn && !measure.result.trim()) ? t('survey.plans.needDone') : '';
		if (step === 'check') return form.note.trim().length < 2 ? t('survey.plans.needNote') : '';
		return t('survey.plans.actWaits');
	});
	async function advance(): Promise<void> {
		const note = form.note.trim();
		if (changed.value && !(await save())) return;
		const current = plan.value;
		if (!current) return;
		await run('advance', async () => show(await advancePlan(current.id, note, current.version)), t('survey.plans.advanced'));
	}

	watch(() => route.params.id, (id) => {
		if (route.name !== 'improvement-plan' || typeof id !== 'string') return;
		plan.value = null;
		void load(id);
	}, { immediate: true });
	onBeforeRouteLeave(async () => !changed.value || (await confirmed(t('common.leaveDraft'), t('common.unsaved'))));
	return { plan, loadProblem, form, running, problem, mayEdit, changed, earlier, missing, load, save, advance, emptyMeasure };
}
