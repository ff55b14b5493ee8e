import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { readOverview } from '@/api/host';
import { kMessageStates } from '@/api/messaging';
import { asProblem, type ApiProblem } from '@/api/problem';
import type { Overview } from '@/api/types';
import { usePolling } from '@/composables/usePolling';
import { processName, troublesOf } from './troubles';

const kEveryMs = 3_000;
const kOutboxStates = ['waiting', 'sending', 'held', 'confirmed', 'superseded', 'refused', 'unknown'];

export function useOverview() {
	const { t } = useI18n();
	const overview = ref<Overview | null>(null);
	const problem = ref<ApiProblem | null>(null);
	const now = ref(Date.now());

	async function load(): Promise<void> {
		try {
			overview.value = await readOverview();
			problem.value = null;
		} catch (error) {
			problem.value = asProblem(error);
		}
		now.value = Date.now();
	}
	usePolling(load, kEveryMs);

	const troubles = computed(() => (overview.value ? troublesOf(overview.value, t, now.value) : []));
	const outbox = computed(() => kOutboxStates.map((state) => ({ state, n: overview.value?.erp?.outbox?.[state] ?? 0 })));
	const messages = computed(() => kMessageStates.map((state) => ({ state, n: overview.value?.messaging?.states[state] ?? 0 })));
	const nameOf = (name: string) => processName(name, t);

	return { overview, problem, now, troubles, outbox, messages, nameOf, load };
}
