/** Escape in a list that is not open means the dialog around it; the list would keep the key for itself. */
export function passEscapeOn(): void {
	document.addEventListener('keydown', (event) => {
		if (event.key !== 'Escape' || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
		const list = event.target.closest('.el-select');
		if (!list || event.target.getAttribute('aria-expanded') !== 'false') return;
		event.stopImmediatePropagation();
		list.parentElement?.dispatchEvent(new KeyboardEvent('keydown', { key: event.key, code: event.code, bubbles: true, cancelable: true }));
	}, true);
}
