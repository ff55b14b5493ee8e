import { computed, ref, watch } from 'vue';
import { onBeforeRouteLeave, useRoute, useRouter } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { asProblem, type ApiProblem } from '@/api/problem';
import { today } from '@/composables/format';
import { confirmed, useAction } from '@/composables/useAction';
import { session } from '@/session';
import * as api from '../api';
import { advancedOf, emptyQuestion, parseAdvanced, readable } from '../readable';
import type { Mistake, Questionnaire, StoredDraft, Version } from '../types';

const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** One questionnaire: its versions to read, its draft to change, with the difference in sight; checked, then published from a day on. */
export function useQuestionnaire() {
	const { t, locale } = useI18n();
	const route = useRoute();
	const router = useRouter();
	const id = computed(() => String(route.params.id));
	const versions = ref<Version[]>([]);
	const shownVersion = ref<number | null>(null);
	/** What stands in the version that is read, or that the draft is compared with. */
	const base = ref<Questionnaire | null>(null);
	const stored = ref<StoredDraft | null>(null);
	/** The draft as it is being changed; null: only reading. */
	const draft = ref<Questionnaire | null>(null);
	const selected = ref(0);
	const advanced = ref('');
	const mistakes = ref<Mistake[]>([]);
	const checked = ref(false);
	const validFrom = ref(today());
	const loadProblem = ref<ApiProblem | null>(null);
	const loaded = ref(false);
	const { running, problem, run } = useAction();

	const mayEdit = computed(() => session.holds(['service_manager']));
	const changed = computed(() => draft.value !== null && JSON.stringify(draft.value) !== JSON.stringify(stored.value?.content ?? base.value));
	const before = computed(() => (base.value ? readable(base.value, locale.value, t) : ''));
	const after = computed(() => (draft.value ? readable(draft.value, locale.value, t) : before.value));
	const question = computed(() => draft.value?.questions[selected.value] ?? null);
	const advancedMistaken = computed(() => parseAdvanced(advanced.value) === null);
	const inForce = computed(() => versions.value.find((version) => version.inForce) ?? versions.value[0] ?? null);

	async function show(version: number): Promise<void> {
		shownVersion.value = version;
		base.value = (await api.readVersion(id.value, version)).content;
	}
	async function load(): Promise<void> {
		try {
			const answer = await api.readVersions(id.value);
			versions.value = answer.versions;
			takeDraft(answer.draft);
			const wanted = answer.draft?.basedOn ?? inForce.value?.version ?? null;
			base.value = null;
			shownVersion.value = null;
			if (wanted !== null) await show(wanted);
			loadProblem.value = null;
			loaded.value = true;
		} catch (error) {
			loadProblem.value = asProblem(error);
		}
	}
	function takeDraft(fresh: StoredDraft | null): void {
		stored.value = fresh;
		draft.value = fresh ? copyOf(fresh.content) : null;
		mistakes.value = fresh?.problems ?? [];
		checked.value = fresh !== null && fresh.problems.length === 0;
		select(Math.min(selected.value, Math.max(0, (fresh?.content.questions.length ?? 1) - 1)));
	}
	function select(index: number): void {
		selected.value = index;
		advanced.value = question.value ? advancedOf(question.value) : '';
	}
	function begin(): void {
		if (base.value) draft.value = copyOf(base.value);
		select(0);
	}
	function applyAdvanced(): void {
		const parts = parseAdvanced(advanced.value);
		if (parts && question.value) Object.assign(question.value, parts);
	}
	function add(): void {
		const current = draft.value;
		if (!current) return;
		let n = current.questions.length + 1;
		while (current.questions.some((one) => one.id === `question_${n}`)) ++n;
		current.questions.splice(selected.value + 1, 0, emptyQuestion(`question_${n}`));
		select(Math.min(selected.value + 1, current.questions.length - 1));
	}
	function removeQuestion(): void {
		draft.value?.questions.splice(selected.value, 1);
		select(Math.max(0, selected.value - 1));
	}
	function move(by: 1 | -1): void {
		const questions = draft.value?.questions;
		const to = selected.value + by;
		if (!questions || to < 0 || to >= questions.length) return;
		[questions[selected.value], questions[to]] = [questions[to], questions[selected.value]];
		select(to);
	}
	watch(draft, () => (checked.value = false), { deep: true, flush: 'sync' });

	const check = () => run('check', async () => {
		mistakes.value = await api.check(draft.value!);
		checked.value = mistakes.value.length === 0;
	});
	const save = () => run('save', async () => takeDraft(await api.saveDraft(id.value, draft.value!, stored.value?.revision ?? null, stored.value ? stored.value.basedOn : shownVersion.value)), t('common.saved'));
	async function drop(): Promise<void> {
		if (!stored.value) {
			draft.value = null;
			return;
		}
		if (!(await confirmed(t('survey.questionnaires.dropText'), t('survey.questionnaires.drop')))) return;
		if (!(await run('drop', () => api.dropDraft(id.value, stored.value!.revision)))) return;
		// Of a questionnaire that was never published nothing is left.
		if (versions.value.length === 0) {
			takeDraft(null);
			await router.push({ name: 'questionnaires' });
			return;
		}
		await load();
	}
	async function publish(): Promise<void> {
		if (!(await confirmed(t('survey.questionnaires.publishText', { date: validFrom.value }), t('survey.questionnaires.publish')))) return;
		if (await run('publish', () => api.publish(id.value, validFrom.value, stored.value!.revision), t('survey.questionnaires.published', { date: validFrom.value }))) await load();
	}
	async function restore(version: number): Promise<void> {
		if (stored.value && !(await confirmed(t('survey.questionnaires.restoreText'), t('survey.questionnaires.restore')))) return;
		await run('restore', async () => takeDraft(await api.restore(id.value, version, stored.value?.revision ?? null)), t('survey.questionnaires.restored'));
	}

	watch(id, () => {
		if (route.name === 'questionnaire') void load();
	}, { immediate: true });
	onBeforeRouteLeave(async () => !changed.value || (await confirmed(t('common.leaveDraft'), t('common.unsaved'))));
	return {
		id, versions, shownVersion, base, stored, draft, selected, question, advanced, advancedMistaken, mistakes, checked, validFrom, loadProblem, loaded, running, problem,
		mayEdit, changed, before, after, load, show, begin, select, applyAdvanced, add, removeQuestion, move, check, save, drop, publish, restore,
	};
}
export type Editor = ReturnType<typeof useQuestionnaire>;
