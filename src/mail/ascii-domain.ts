import { domainToASCII } from 'node:url'

/**
 * The address as servers take it, and as it stands in settings and DNS: `café.example` is `xn--caf-dma.example` (RFC 5891). What is no
 * domain stays as it is.
 */
export function asciiDomain(address: string): string {
  const at = address.lastIndexOf('@') + 1
  const domain = address.slice(at)
  if (at === 0 || /^[\x20-\x7e]*$/.test(domain)) return address
  return address.slice(0, at) + (domainToASCII(domain) || domain)
}
