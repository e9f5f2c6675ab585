// Evaluated in a page: every text whose contrast with what lies behind it is below the 4.5 that WCAG 2 asks for.
;(() => {
  const parse = (color) => (color.match(/[\d.]+/g) ?? []).map(Number)
  const channel = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  const luminance = (color) => {
    const [red, green, blue] = parse(color).map((value) => channel(value / 255))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor
      if (parse(color)[3] !== 0) return color
    }
    return 'rgb(255, 255, 255)'
  }
  const contrast = (element) => {
    const both = [luminance(getComputedStyle(element).color), luminance(behind(element))]
    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05)
  }
  const weak = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent.trim()
    const ratio = text ? contrast(node.parentElement) : 21
    if (ratio < 4.5) weak.push(`${text.slice(0, 40)}: ${ratio.toFixed(2)}`)
  }
  return weak
})()
