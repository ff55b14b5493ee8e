import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute } from 'vue-router';
import { newKey } from '@/api/key';
import { asProblem, type ApiProblem } from '@/api/problem';
import { useAction } from '@/composables/useAction';
import { session } from '@/session';
import { movePaper, readPaper } from '../api';
import { useAsk } from '../common/ask';
import { kKeep } from '../common/roles';
import type { PaperDetail } from '../types';

/** One paper: what became of its lines, and what can be done with it now. */
export function usePaper() {
	const { t } = useI18n();
	const route = useRoute();
	const paper = ref<PaperDetail | null>(null);
	const loadProblem = ref<ApiProblem | null>(null);
	const { running, problem, run } = useAction();
	const { ask } = useAsk();
	const mayKeep = computed(() => session.holds(kKeep));
	/** What the paper waits for. */
	const waits = computed(() => {
		if (paper.value?.state !== 'open') return '';
		switch (paper.value.kind) {
			case 'receipt': case 'recovery': case 'sampling': return 'inspection';
			case 'transfer': return 'arrival';
			case 'hand_over': return 'confirm';
			default: return '';
		}
	});
	const isMine = computed(() => [session.user.value?.id, session.user.value?.username].includes(paper.value?.person));
	const madeByMe = computed(() => [session.user.value?.id, session.user.value?.username].includes(paper.value?.actor));
	const owed = computed(() => (paper.value?.lines ?? []).some((line) => line.exchangeDue > 0));

	async function load(): Promise<void> {
		try {
			paper.value = await readPaper(String(route.params.id));
			loadProblem.value = null;
		} catch (error) {
			loadProblem.value = asProblem(error);
		}
	}
	/** Kept over a line that was down: the same move again does nothing twice. */
	let key = newKey();
	async function move(name: 'inspection' | 'arrival' | 'confirm' | 'withdraw', body: object): Promise<boolean> {
		const sent = name === 'inspection' || name === 'arrival' ? { id: key, ...body } : body;
		const done = await run(name, async () => (paper.value = await movePaper(paper.value!, name, sent, key)), t('common.saved'));
		if (done || !problem.value?.lineIsDown) key = newKey();
		// Somebody else moved it meanwhile: the page shows what stands.
		if (!done && problem.value?.status === 409) await load();
		return done;
	}
	const withdraw = () => (ask.value = {
		title: t('parts.handOver.withdraw'), fields: [{ kind: 'area', name: 'reason', label: t('common.reason'), required: true }],
		send: async (body, sendKey) => (paper.value = await movePaper(paper.value!, 'withdraw', body, sendKey)),
	});
	watch(() => route.params.id, () => {
		if (route.name !== 'parts-paper') return;
		paper.value = null;
		void load();
	}, { immediate: true });
	return { paper, loadProblem, running, problem, ask, mayKeep, waits, isMine, madeByMe, owed, load, move, withdraw };
}
