import { computed, reactive, ref, toRef, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { newKey } from '@/api/key';
import { useAction } from '@/composables/useAction';
import { useScript } from '../form/useScript';
import { readScript } from '../questionnaires/api';
import type { ScriptAnswers, Sheet } from '../questionnaires/types';
import { kBadLevels, kChannels, type Attempt, type Channel, type Disposition, type Level, type Round, type TaskDetail } from '../types';
import { conductIncomplete, onSiteDraft, onSiteToSend, openCheck, type OnSiteDraft } from './onsite';
import { correct, previewCorrection, type CorrectionOf, type Preview } from './api';

/** The attempt that is corrected. */
export interface Subject {
	round: Round;
	attempt: Attempt;
}

/** SV-15: a correction shows every consequence that it takes back before it is made. */
export function useCorrection(task: Ref<TaskDetail>, sheets: Ref<Sheet[]>, done: (fresh: TaskDetail) => void) {
	const { t } = useI18n();
	const subject = ref<Subject | null>(null);
	const form = reactive({ disposition: 'answered' as Disposition, channel: 'phone' as Channel, onsite: onSiteDraft(null) as OnSiteDraft, level: null as Level | null, words: '', answers: {} as ScriptAnswers, reason: '' });
	const preview = ref<Preview | null>(null);
	const { running, problem, run } = useAction();
	let key = newKey();

	const script = useScript({ answers: toRef(form, 'answers'), level: toRef(form, 'level'), rate: (level) => (form.level = level), mayEdit: ref(true) });
	/** The answers as they stood when the dialog was opened: what was not touched is not sent. */
	let before = '';
	let onsiteBefore = '';
	/** Only work orders are called back on site (SV-14). */
	const channels = computed<Channel[]>(() => kChannels.filter((name) => name !== 'on_site' || task.value.kind === 'work_order'));

	function open(next: Subject): void {
		const { attempt, round } = next;
		subject.value = next;
		preview.value = null;
		problem.value = null;
		key = newKey();
		const sheet = sheets.value.filter((one) => one.round === round.round && one.attempt === attempt.attempt).sort((a, b) => b.revision - a.revision)[0];
		const answers: ScriptAnswers = Object.fromEntries((sheet?.answers ?? []).map((answer) => [answer.question, {
			...(answer.value === null ? {} : { value: answer.value }), ...(answer.said ? { said: answer.said } : {}), ...(answer.class === 'invalid' && answer.invalidReason ? { invalid: answer.invalidReason } : {}),
		}]));
		Object.assign(form, { disposition: attempt.disposition, level: attempt.level, words: attempt.words, answers, channel: attempt.channel ?? 'phone', onsite: onSiteDraft(attempt.onsite), reason: '' });
		before = JSON.stringify(answers);
		onsiteBefore = attempt.onsite ? JSON.stringify(form.onsite) : '';
		loadQuestions();
	}
	function loadQuestions(): void {
		if (!subject.value) return;
		const { round, attempt } = subject.value;
		const id = task.value.id;
		// Answers belong to the questionnaire by which they were given; without any, the corrected channel says what is asked.
		const channel = before === '{}' ? form.channel : (attempt.channel ?? 'phone');
		void script.loadScript(`${id}/${round.round}/${attempt.attempt}`, () => readScript(id, channel), id);
	}
	const missingOnSite = computed(() => {
		if (form.channel !== 'on_site') return '';
		const check = openCheck(form.onsite);
		if (check) return t(check.unsaid ? 'survey.onsite.missingSaid' : 'survey.correction.missingCheck', { name: t(`survey.onsite.checks.${check.name}`) });
		return conductIncomplete(form.onsite) ? t('survey.onsite.missingConduct') : '';
	});
	const missing = computed(() => {
		if (missingOnSite.value) return missingOnSite.value;
		if (form.disposition !== 'answered') return '';
		if (form.level === null) return t('survey.form.missingLevel');
		if (kBadLevels.includes(form.level) && form.words.trim() === '') return t('survey.form.missingWords');
		const question = script.missingQuestion.value;
		return question ? t('survey.form.missingAnswer', { n: script.shown.value.indexOf(question) + 1 }) : '';
	});
	const body = (): CorrectionOf => ({
		round: subject.value!.round.round,
		attempt: subject.value!.attempt.attempt,
		correction: {
			disposition: form.disposition,
			...(form.channel !== (subject.value!.attempt.channel ?? 'phone') ? { channel: form.channel } : {}),
			...(form.channel === 'on_site' && JSON.stringify(form.onsite) !== onsiteBefore ? { onsite: onSiteToSend(form.onsite) } : {}),
			...(form.disposition === 'answered' && form.level ? { level: form.level } : {}),
			...(form.disposition === 'answered' ? { words: form.words.trim() } : {}),
			...(form.disposition === 'answered' && JSON.stringify(form.answers) !== before ? script.toSend() : {}),
		},
	});
	async function look(): Promise<void> {
		await run('preview', async () => (preview.value = await previewCorrection(task.value.id, body())));
	}
	async function apply(): Promise<void> {
		const shown = preview.value;
		if (!shown || form.reason.trim().length < 2) return;
		const worked = await run('apply', async () => done(await correct(task.value.id, { ...body(), reason: form.reason.trim() }, shown.version, key)), t('survey.correction.done'));
		if (worked) {
			subject.value = null;
			return;
		}
		// Nothing was recorded: what is sent next may differ, and has to be looked at again.
		if (!problem.value?.lineIsDown) {
			key = newKey();
			if (problem.value?.status === 412 || problem.value?.status === 409) preview.value = null;
		}
	}
	// What is shown must be what is made.
	watch(() => [form.disposition, form.channel, form.onsite, form.level, form.words, form.answers], () => (preview.value = null), { deep: true });
	watch(() => form.channel, (channel, earlier) => channel !== earlier && subject.value && before === '{}' && loadQuestions());
	return { subject, form, channels, preview, running, problem, script, missing, open, look, apply };
}
export type Correction = ReturnType<typeof useCorrection>;
