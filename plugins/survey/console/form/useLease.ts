import { computed, onBeforeUnmount, ref, watch, type Ref } from 'vue';
import { asProblem, type ApiProblem } from '@/api/problem';
import { session } from '@/session';
import * as api from '../api';
import type { TaskDetail } from '../types';

/** Whose the task is, for how long, and that it stays so while somebody works on it (SV-12). */
export function useLease(task: Ref<TaskDetail | null>, finished: Ref<boolean>) {
	const leaseProblem = ref<ApiProblem | null>(null);
	const now = ref(Date.now());
	const mine = computed(() => task.value?.lease?.userId === session.user.value?.id && (task.value?.lease?.until ?? 0) > now.value);
	const leaseLeft = computed(() => Math.max(0, (task.value?.lease?.until ?? 0) - now.value));

	async function takeLease(id: string): Promise<void> {
		leaseProblem.value = null;
		try {
			const fresh = await api.lease(id);
			if (task.value?.id === id) task.value = fresh;
		} catch (error) {
			leaseProblem.value = asProblem(error);
		}
	}

	let leaseLength = 0;
	watch(() => task.value?.lease?.until, (until) => (leaseLength = until ? until - Date.now() : 0));
	let renewing = false;
	const clock = setInterval(() => {
		now.value = Date.now();
		if (renewing || !mine.value || leaseLength <= 0 || leaseLeft.value >= leaseLength / 3 || finished.value) return;
		renewing = true;
		const id = task.value!.id;
		api.lease(id).then((fresh) => {
			if (task.value?.id === id) task.value = { ...task.value, lease: fresh.lease };
		}, () => {}).finally(() => (renewing = false));
	}, 1_000);
	onBeforeUnmount(() => clearInterval(clock));

	return { leaseProblem, mine, leaseLeft, takeLease };
}
