import { onBeforeUnmount, ref } from 'vue';
import { checkErp } from '@/api/erp';
import type { CheckReport } from '@/api/types';
import { useAction } from '@/composables/useAction';

export function useCheck() {
	const report = ref<CheckReport | null>(null);
	/** The check takes up to a minute; the seconds say that it is alive. */
	const seconds = ref(0);
	const { running, problem, run } = useAction();
	let timer: ReturnType<typeof setInterval> | undefined;

	async function check(): Promise<void> {
		seconds.value = 0;
		timer = setInterval(() => ++seconds.value, 1000);
		await run('check', async () => (report.value = await checkErp()));
		clearInterval(timer);
	}
	onBeforeUnmount(() => clearInterval(timer));
	return { report, seconds, running, problem, check };
}
