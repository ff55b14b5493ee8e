/**
 * A new key that nobody else has, a UUIDv7: keys grow with time, so that what is entered together lies together in the store, however
 * large it is. crypto.randomUUID makes no such ones, and exists only under https or on localhost; consoles in a branch often come over
 * http.
 */
export function newKey(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	const now = Date.now();
	for (let i = 0; i < 6; ++i) bytes[i] = Math.floor(now / 2 ** (40 - 8 * i)) & 0xff;
	bytes[6] = (bytes[6] & 0x0f) | 0x70;
	bytes[8] = (bytes[8] & 0x3f) | 0x80;
	const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
