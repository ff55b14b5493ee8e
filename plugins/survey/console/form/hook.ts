import { computed, nextTick, onBeforeUnmount, onMounted, reactive, ref, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { ElMessage } from 'element-plus';
import { newKey } from '@/api/key';
import { asProblem, type ApiProblem } from '@/api/problem';
import { session } from '@/session';
import * as api from '../api';
import type { AttemptDraft, Disposition, Level, TaskDetail } from '../types';
import { dropDraft, isEmpty, keepDraft, readDraft, type Draft } from './draft';
import { useErpProgress } from './erpProgress';
import { actionOf } from './keys';

const kRetryMs = 3_000;
const kBad: (Level | null)[] = ['dissatisfied', 'very_dissatisfied'];

const emptyDraft = (): Draft =>
	({ taskId: '', number: '', disposition: null, level: null, words: '', plannedAt: null, key: newKey(), savedAt: 0 });

export function useForm() {
	const { t } = useI18n();
	const route = useRoute();
	const router = useRouter();
	const { saved, watchAnswer } = useErpProgress();

	const task = ref<TaskDetail | null>(null);
	const loading = ref(true);
	const loadProblem = ref<ApiProblem | null>(null);
	const leaseProblem = ref<ApiProblem | null>(null);
	const saveProblem = ref<ApiProblem | null>(null);
	const saving = ref(false);
	/** The answer could not be sent: the line is down. It is sent again by itself. */
	const unsent = ref(false);
	const restored = ref(false);
	const now = ref(Date.now());
	const draft = reactive<Draft>(emptyDraft());
	const words = ref<{ focus: () => void } | null>(null);

	const me = computed(() => session.user.value?.id ?? '');
	const mine = computed(() => task.value?.lease?.userId === me.value && (task.value?.lease?.until ?? 0) > now.value);
	const leaseLeft = computed(() => Math.max(0, (task.value?.lease?.until ?? 0) - now.value));
	const finished = computed(() => task.value !== null && !['open', 'after_sales'].includes(task.value.state));
	const mayCall = computed(() => session.holds(['service_manager', 'callback_clerk']));
	const mayEdit = computed(() => mayCall.value && mine.value && !finished.value);
	const wordsNeeded = computed(() => draft.disposition === 'answered' && kBad.includes(draft.level));

	/** What is still missing before the answer can be saved; empty: nothing. */
	const missing = computed(() => {
		if (draft.disposition === null) return t('survey.form.missingDisposition');
		if (draft.disposition === 'answered' && draft.level === null) return t('survey.form.missingLevel');
		if (wordsNeeded.value && draft.words.trim() === '') return t('survey.form.missingWords');
		return '';
	});

	function fill(from: Draft): void {
		filling = true;
		Object.assign(draft, from);
		void nextTick(() => (filling = false));
	}
	let filling = false;
	watch(draft, () => {
		if (filling || !task.value || draft.taskId !== task.value.id) return;
		restored.value = false;
		if (isEmpty(draft)) dropDraft(me.value, draft.taskId);
		else keepDraft(me.value, { ...draft, savedAt: Date.now() });
	});

	async function takeLease(id: string): Promise<void> {
		leaseProblem.value = null;
		try {
			task.value = await api.lease(id);
		} catch (error) {
			leaseProblem.value = asProblem(error);
		}
	}

	async function load(id: string): Promise<void> {
		loading.value = true;
		loadProblem.value = leaseProblem.value = saveProblem.value = null;
		unsent.value = false;
		task.value = null;
		try {
			task.value = (await api.readTask(id)).data;
			const kept = readDraft(me.value, id);
			fill(kept ?? { ...emptyDraft(), taskId: id, number: task.value.number });
			restored.value = kept !== null;
			if (mayCall.value && !finished.value) await takeLease(id);
		} catch (error) {
			loadProblem.value = asProblem(error);
		} finally {
			loading.value = false;
		}
	}

	function choose(disposition: Disposition): void {
		if (!mayEdit.value) return;
		draft.disposition = disposition;
		if (disposition !== 'answered') draft.level = null;
		else draft.plannedAt = null;
	}
	function rate(level: Level): void {
		if (!mayEdit.value) return;
		draft.disposition = 'answered';
		draft.level = level;
		draft.plannedAt = null;
		// The customer's words go to the ERP: the caret waits for them.
		if (kBad.includes(level)) void nextTick(() => words.value?.focus());
	}

	const body = (): AttemptDraft => ({
		disposition: draft.disposition!,
		...(draft.level ? { level: draft.level } : {}),
		...(draft.words.trim() ? { words: draft.words.trim() } : {}),
		...(draft.plannedAt ? { plannedAt: draft.plannedAt } : {}),
	});

	/** Sends the answer; true when the server has it. */
	async function send(): Promise<boolean> {
		const current = task.value;
		if (!current || missing.value !== '' || saving.value) return false;
		saving.value = true;
		saveProblem.value = null;
		const savedAt = Date.now();
		try {
			const answered = draft.disposition === 'answered';
			task.value = await api.recordAttempt(current.id, body(), `"${current.version}"`, draft.key);
			unsent.value = false;
			dropDraft(me.value, current.id);
			if (answered) {
				watchAnswer({ taskId: current.id, number: current.number, kind: current.kind, orderKey: current.orderKey, orderNumber: current.orderNumber, savedAt });
			}
			fill({ ...emptyDraft(), taskId: current.id, number: current.number });
			ElMessage.success({ message: t('survey.form.saved', { number: current.number }), duration: 1800 });
			return true;
		} catch (error) {
			const problem = asProblem(error);
			saveProblem.value = problem;
			unsent.value = problem.lineIsDown;
			if (problem.lineIsDown) keepDraft(me.value, { ...draft, savedAt });
			if (problem.status === 412) await refresh(current.id);
			// Not recorded, and what is sent next may differ: a new key.
			if (!problem.lineIsDown) draft.key = newKey();
			return false;
		} finally {
			saving.value = false;
		}
	}
	/** Somebody changed the task meanwhile: show it as it is, keep what was entered. */
	async function refresh(id: string): Promise<void> {
		try {
			task.value = (await api.readTask(id)).data;
		} catch {
			// The problem that is shown says enough.
		}
	}

	/** After saving: an open task of the same phone first (SV-13: one customer, one call), else the most urgent one. */
	async function goOn(siblingIds: string[]): Promise<void> {
		if (siblingIds.length > 0) {
			await router.push({ name: 'callback', params: { id: siblingIds[0] } });
			return;
		}
		try {
			const next = await api.takeNext({});
			if (next) {
				await router.push({ name: 'callback', params: { id: next.id } });
			} else {
				ElMessage.success(t('survey.allDone'));
				await router.push({ name: 'callbacks' });
			}
		} catch (error) {
			saveProblem.value = asProblem(error);
		}
	}
	async function saveAndNext(): Promise<void> {
		if (!mayEdit.value) return;
		const siblings = (task.value?.siblings ?? []).filter((sibling) => sibling.state === 'open' && sibling.id !== task.value?.id).map((sibling) => sibling.id);
		if (await send()) await goOn(siblings);
	}

	async function releaseTask(): Promise<void> {
		const id = task.value?.id;
		if (id && mine.value) {
			try {
				await api.release(id);
			} catch {
				// It runs out by itself.
			}
		}
		if (!isEmpty(draft)) ElMessage.info(t('survey.form.draftKept'));
		await router.push({ name: 'callbacks' });
	}

	function onKey(event: KeyboardEvent): void {
		const target = event.target as HTMLElement;
		const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && (target as HTMLInputElement).type !== 'radio';
		// An open box or list takes its own keys.
		if (document.querySelector('.el-overlay:not([style*="display: none"]) .el-message-box')) return;
		const action = actionOf(event, typing);
		if (action === null) return;
		event.preventDefault();
		if (action.kind === 'level') rate(action.level);
		else if (action.kind === 'disposition') choose(action.disposition);
		else if (action.kind === 'save') void saveAndNext();
		else if (action.kind === 'words') words.value?.focus();
		else if (action.kind === 'leaveField') target.blur();
		else void releaseTask();
	}

	// The lease is renewed while somebody works on the task; the clock shows how long it still lasts.
	let leaseLength = 0;
	watch(() => task.value?.lease?.until, (until) => (leaseLength = until ? until - Date.now() : 0));
	let renewing = false;
	const clock = setInterval(() => {
		now.value = Date.now();
		if (!renewing && mine.value && leaseLength > 0 && leaseLeft.value < leaseLength / 3 && !finished.value) {
			renewing = true;
			const id = task.value!.id;
			api.lease(id).then((fresh) => {
				if (task.value?.id === id) task.value = { ...task.value, lease: fresh.lease };
			}, () => {}).finally(() => (renewing = false));
		}
	}, 1_000);
	const retry = setInterval(() => {
		if (unsent.value && !saving.value) void saveAndNext();
	}, kRetryMs);
	const onOnline = () => {
		if (unsent.value) void saveAndNext();
	};

	watch(() => route.params.id, (id) => {
		if (route.name === 'callback' && typeof id === 'string') void load(id);
	}, { immediate: true });
	onMounted(() => {
		window.addEventListener('keydown', onKey);
		window.addEventListener('online', onOnline);
	});
	onBeforeUnmount(() => {
		clearInterval(clock);
		clearInterval(retry);
		window.removeEventListener('keydown', onKey);
		window.removeEventListener('online', onOnline);
	});

	return {
		task, loading, loadProblem, leaseProblem, saveProblem, saving, unsent, restored, now, draft, words, mine, leaseLeft,
		finished, mayCall, mayEdit, wordsNeeded, missing, saved, choose, rate, saveAndNext, releaseTask, takeLease, load,
	};
}
