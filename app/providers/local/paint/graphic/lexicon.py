"""The words of styles: media and movements with the technique they ask for, and what adjectives do to a Look."""

from __future__ import annotations

import msgspec


class Nudge(msgspec.Struct, frozen=True):
    """What a word adds to a Look: factors multiply, offsets add, a palette replaces."""

    scale: float = 1.0
    chroma: float = 1.0
    contrast: float = 1.0
    warmth: float = 0.0
    light: float = 0.0
    line: float = 0.0
    grain: float = 0.0
    palette: tuple[str, ...] = ()
    border: bool = False


MEDIA: dict[str, str] = {
    "oil": "oil painting|oil on canvas|oil on panel|oil sketch|oils|oil",
    "impasto": "impasto|thick paint|heavy paint",
    "palette-knife": "palette knife|knife painting",
    "plein-air": "plein air|en plein air|alla prima|landscape painting",
    "watercolour": "watercolour|watercolor|aquarelle|watercolour sketch|watercolor sketch",
    "wet-on-wet": "wet on wet|wet in wet|loose watercolour|loose watercolor",
    "ink-wash": "ink wash|sumi e|sumi|suibokuga|chinese ink|brush painting|shan shui|wash drawing",
    "gouache": "gouache|poster paint|casein",
    "tempera": "tempera|egg tempera|fresco|mural|wall painting",
    "storybook": "storybook|storybook illustration|children s book|picture book|fairy tale illustration|fairytale",
    "pastel": "pastel|soft pastel|pastels|pastel drawing",
    "oil-pastel": "oil pastel|oil pastels|oil crayon",
    "crayon": "crayon|wax crayon|crayons|kindergarten",
    "gold-leaf": "gold leaf|gilded panel|icon|icon painting|illuminated manuscript|illumination|gilding",
    "line-and-wash": (
        "line and wash|pen and wash|ink and wash|watercolour and ink|watercolor and ink|ink and watercolour|"
        "ink and watercolor|urban sketch|urban sketching"
    ),
    "chalk": "chalk drawing|chalk|sanguine|red chalk|conte|pavement art",
    "coloured-pencil": "coloured pencil|colored pencil|colour pencil|color pencil|coloured pencils|colored pencils",
    "digital-painting": "digital painting|digital art|concept art|speedpaint|painting|digital illustration",
    "matte-painting": "matte painting|epic landscape|fantasy landscape|fantasy art",
    "airbrush": "airbrush|airbrushed|spray gun",
    "acrylic-pour": "acrylic pour|fluid art|pour painting|marbling|ebru|suminagashi",
    "acrylic": "acrylic|acrylic painting|acrylics|acrylic on canvas",
    "kuwahara": "painterly|brushwork|abstraction|smoothed",
    "linocut": "linocut|lino print|lino cut|linoleum|linoprint|block print|reduction print",
    "woodcut": "woodcut|wood cut|wood engraving|xylograph|xylography",
    "woodblock": "woodblock|ukiyo e|ukiyoe|ukiyo e woodblock|woodblock print|japanese print|shin hanga|moku hanga",
    "engraving": "engraving|copperplate|copper engraving|steel engraving|banknote|line engraving|burin",
    "etching": "etching|etched|drypoint|intaglio|aquatint|mezzotint",
    "cross-hatching": "cross hatching|crosshatching|crosshatched|cross hatched|crosshatched ink|hatching|hatched",
    "scratchboard": "scratchboard|scraperboard|sgraffito|scratch art",
    "pyrography": "pyrography|wood burning|woodburning|burnt wood|wood carving|woodburned",
    "stipple": "stippling|stipple|stippled|dotwork|dot work",
    "pen-and-ink": "pen and ink|ink drawing|ink pen|pen drawing|ballpoint|biro|pen|fountain pen|ink",
    "brush-ink": "brush pen|brush ink|inked|manga|manga ink|ink brush|calligraphy",
    "pencil": "pencil|graphite|pencil sketch|pencil drawing|silverpoint|sketch|drawing|sketchbook",
    "charcoal": "charcoal|charcoal drawing|charcoal sketch|burnt stick",
    "chalkboard": "chalkboard|blackboard|chalk on slate|slate",
    "line-art": (
        "line art|minimal line|one line|single line|lineart|continuous line|contour drawing|outline|flat illustration"
    ),
    "halftone": "halftone|half tone|cmyk|printed dots|offset print|ben day|magazine print",
    "comic": "comic|comic book|comics|graphic novel|bande dessinee|ligne claire|superhero|cartoon",
    "pop-art": "pop art|popart",
    "risograph": "risograph|riso|riso print|risograph print|zine",
    "duotone": "duotone|two tone|two colour|two color|bichrome|tritone",
    "screen-print": (
        "screen print|screenprint|silkscreen|serigraph|serigraphy|print|gig poster|lithograph|lithography"
    ),
    "newsprint": "newsprint|newspaper|news photo|photocopy|xerox|fax",
    "stencil": "stencil|street art|graffiti|spray paint|spray painted|spray can|wheatpaste",
    "cyanotype": "cyanotype|sun print|prussian blue print|photogram",
    "blueprint": (
        "blueprint|technical drawing|schematic|engineering drawing|architectural drawing|draft|patent drawing"
    ),
    "x-ray": "x ray|xray|radiograph|radiography|roentgen",
    "thermal": "thermal|thermal camera|infrared camera|heat map|heatmap|thermography|false colour|false color",
    "topographic": "topographic|contour map|topographic map|map|cartography|relief map|isoline",
    "silhouette": "silhouette|shadow play|shadow puppet|backlit|wayang|silhouettes",
    "stained-glass": "stained glass|leaded glass|tiffany|church window|cathedral glass|glass",
    "mosaic": "mosaic|roman mosaic|byzantine mosaic|tessera|tesserae|tiles|trencadis|azulejo",
    "low-poly": "low poly|lowpoly|polygon|polygonal|triangles|geometric facets|faceted|crystal",
    "origami": "origami|folded paper|paper folding",
    "pixel-art": "pixel art|pixel|pixels|sixteen bit|16 bit|sprite art|pixelated",
    "eight-bit": "eight bit|8 bit|nes|game boy|gameboy|arcade|retro game|commodore|zx spectrum",
    "voxel": "voxel|voxel art|voxels|isometric|blocky|cubes|minecraft",
    "toy-brick": "toy brick|toy bricks|bricks|lego|building blocks|studs",
    "glitch": "glitch|glitch art|datamosh|datamoshing|corrupted|pixel sorting|vhs|databending",
    "cross-stitch": "cross stitch|crossstitch|needlepoint|counted thread|canvas work|beadwork|beads",
    "embroidery": "embroidery|embroidered|needlework|thread painting|silk thread|tapestry|crewel|sewn",
    "knitting": "knitted|knit|knitting|wool|crochet|jumper|sweater|fair isle|woven",
    "felt": "felt|felted|applique|quilt|quilted|patchwork|fabric|textile",
    "batik": "batik|wax resist|tie dye|shibori|ikat",
    "clay": "clay|claymation|plasticine|modelling clay|modeling clay|stop motion|polymer clay|ceramic|terracotta",
    "paper-cut": (
        "paper cut|papercut|layered paper cut out|paper cutout|cut paper|paper cut out|layered paper|paper craft|"
        "papercraft|diorama|scherenschnitt"
    ),
    "collage": "collage|photomontage|torn paper|decoupage|mixed media|scrapbook|cut and paste",
    "travel-poster": (
        "travel poster|retro travel poster|railway poster|vintage poster|national park poster|poster|tourism poster"
    ),
    "anime": "anime|cel shaded|cel shading|animation|animated film|cel|toon|animation cel",
    "neon": "neon|neon sign|neon lights|glowing lines|light tubes|neon light",
    "analogue-film": (
        "analogue film|analog film|film photo|film photograph|35mm|kodachrome|portra|photograph|"
        "photo|photography|snapshot"
    ),
    "black-and-white": (
        "black and white photograph|black and white photo|black and white photography|"
        "silver gelatin|monochrome photograph|tri x"
    ),
    "film-noir": "film noir|noir|noir film|detective film",
    "lomo": "lomo|lomography|toy camera|cross processed|holga",
    "polaroid": "polaroid|instant photo|instant film|instax",
    "daguerreotype": "daguerreotype|tintype|wet plate|collodion|ambrotype|albumen|old photograph|antique photograph",
    "long-exposure": "long exposure|slow shutter|motion blur|light trails|silky water",
    "tilt-shift": "tilt shift|miniature faking|miniature photo|toy town",
    "infrared": "infrared|infrared photograph|aerochrome|infrared film|near infrared",
    "cinematic": "cinematic|film still|movie still|anamorphic|teal and orange|technicolor|technicolour",
    "hdr": "hdr|high dynamic range|tone mapped|hyperreal",
    "hologram": "hologram|holographic|iridescent|foil|projection",
}

MOVEMENTS: dict[str, tuple[str, Nudge]] = {
    "impressionism|impressionist|impressionistic|monet|renoir|pissarro|sisley": ("impressionism", Nudge(light=0.1)),
    "post impressionism|post impressionist|van gogh|gogh|expressionism|expressionist|munch|kirchner": (
        "expressionism",
        Nudge(),
    ),
    "pointillism|pointillist|seurat|signac|divisionism|neo impressionism": ("pointillism", Nudge()),
    "fauvism|fauvist|fauve|matisse|derain": ("fauvism", Nudge()),
    ("tenebrism|tenebrist|chiaroscuro|caravaggio|rembrandt|baroque|old master|la tour"): (
        "tenebrism",
        Nudge(warmth=0.2),
    ),
    "cubism|cubist|picasso|braque|juan gris|futurism|futurist|vorticism": ("cubism", Nudge()),
    "art deco|deco|gatsby|tamara de lempicka": ("art-deco", Nudge()),
    (
        "bauhaus|suprematism|suprematist|constructivism|constructivist|kandinsky|malevich|"
        "de stijl|mondrian|swiss design|concrete art"
    ): (
        "bauhaus",
        Nudge(),
    ),
    "psychedelic|psychedelia|sixties poster|trippy|acid": ("psychedelic", Nudge()),
    "vaporwave|synthwave|outrun|retrowave|eighties|80s": ("vaporwave", Nudge()),
    "cyberpunk|tron|blade runner": ("neon", Nudge(warmth=-0.2)),
    "romanticism|romantic|turner|hudson river|constable|friedrich|luminism": (
        "oil",
        Nudge(warmth=0.25, light=0.08, chroma=0.95),
    ),
    "realism|realist|academic|dutch golden age|vermeer|still life": ("oil", Nudge(scale=0.7, chroma=0.9)),
    "renaissance|leonardo|botticelli|giotto|medieval|gothic": (
        "tempera",
        Nudge(warmth=0.2),
    ),
    "surrealism|surreal|surrealist|dali|magritte|dreamlike|dreamy": ("airbrush", Nudge(chroma=1.1, light=0.08)),
    "hokusai|hiroshige|edo|utamaro": ("woodblock", Nudge()),
    "durer|dore|gustave dore|albrecht durer": ("engraving", Nudge()),
    "goya|whistler|piranesi": ("etching", Nudge()),
    "warhol": ("pop-art", Nudge()),
    "lichtenstein|kirby": ("comic", Nudge()),
    "banksy": ("stencil", Nudge()),
    "basquiat|art brut|naive|outsider art|folk art|children s drawing|child s drawing": (
        "oil-pastel",
        Nudge(scale=1.3, chroma=1.2),
    ),
    "ghibli|miyazaki|shinkai": ("anime", Nudge()),
    "klimt|secession|jugendstil|byzantine": ("gold-leaf", Nudge(warmth=0.2)),
    "art nouveau|mucha|nouveau": (
        "screen-print",
        Nudge(
            line=0.8,
            chroma=0.8,
            warmth=0.3,
            palette=("#3a2a20", "#6f4d33", "#8a8f5c", "#b98f5a", "#d9b98a", "#e9d9b6", "#a65e4a", "#5f7f78"),
        ),
    ),
    "arts and crafts|william morris": (
        "woodblock",
        Nudge(palette=("#1c2b2a", "#2f4a3d", "#5f6f45", "#a3924f", "#d8c48f", "#efe5c8", "#9a3f2e", "#2d4a6b")),
    ),
    "mid century|midcentury|fifties|50s|atomic age": (
        "screen-print",
        Nudge(palette=("#22313a", "#2f6f73", "#d9643a", "#e9b44c", "#9dbfa8", "#f3e8d2")),
    ),
    "steampunk|victorian": ("etching", Nudge(warmth=0.4)),
    "abstract|abstract expressionism|pollock|rothko": ("palette-knife", Nudge(scale=1.7, chroma=1.25)),
    "gothic horror|horror|macabre": ("scratchboard", Nudge(light=-0.2)),
    "botanical|scientific illustration|field guide|naturalist": ("pen-and-ink", Nudge(scale=0.8)),
    "aboriginal|dot painting|dots": ("pointillism", Nudge(scale=1.7, warmth=0.3)),
}

ADJECTIVES: dict[str, Nudge] = {
    "pale|light|airy|faded|washed out|delicate|misty|high key|bleached|whitish": Nudge(light=0.35, chroma=0.8),
    "dark|moody|gloomy|low key|sombre|somber|shadowy|nocturnal|brooding": Nudge(light=-0.4, contrast=1.1),
    "bright|sunny|luminous|radiant|glowing|sunlit": Nudge(light=0.2, chroma=1.15),
    "vivid|vibrant|saturated|colourful|colorful|lively|rich|intense|psychedelic|electric|lush": Nudge(chroma=1.4),
    "muted|subdued|desaturated|dusty|quiet|understated|soft colours|earthy|restrained|faint": Nudge(chroma=0.6),
    "soft|gentle|blurry|hazy|tender|smooth|dreamy": Nudge(contrast=0.85, line=-0.2, light=0.08),
    "bold|strong|graphic|dramatic|powerful|punchy|striking": Nudge(contrast=1.2, line=0.35, scale=1.15),
    "fine|detailed|intricate|precise|crisp|delicate lines|meticulous|miniature|small": Nudge(scale=0.68, line=0.1),
    "coarse|loose|rough|chunky|broad|expressive|large|big|heavy|thick": Nudge(scale=1.45, grain=0.15),
    "warm|sunset|autumnal|cosy|cozy|amber": Nudge(warmth=0.5),
    "cool|cold|icy|wintry|frosty|chilly|arctic": Nudge(warmth=-0.5),
    "vintage|antique|aged|old|retro|nostalgic|weathered": Nudge(warmth=0.3, chroma=0.8, grain=0.3, contrast=0.95),
    "grainy|textured|gritty|noisy|raw": Nudge(grain=0.4),
    "clean|flat|minimal|minimalist|simple|plain|polished": Nudge(grain=-0.4, scale=1.15),
    "outlined|inked edges|contoured|with line|with ink|and ink|ink and|line and": Nudge(line=0.7),
    "bordered|framed|deckle|deckled|with border": Nudge(border=True),
    "high contrast|contrasty|stark|harsh": Nudge(contrast=1.35),
    "low contrast": Nudge(contrast=0.8),
    (
        "fluorescent|neon colours|neon colors|day glo|"
        "dayglo"
    ): Nudge(chroma=1.5, palette=("#1a1033", "#ff2d78", "#ff8a00", "#f6ff3d", "#24ffb0", "#19d3ff")),
    "golden|gold|gilded|gilt": Nudge(warmth=0.6, palette=("#241505", "#6b4312", "#a9761e", "#dfae3f", "#f9e4a0")),
    (
        "sepia|brown|umber|"
        "walnut"
    ): Nudge(chroma=0.5, warmth=0.4, palette=("#24140b", "#5c3a22", "#97704a", "#cfae83", "#f3e6cd")),
    (
        "monochrome|black and white|greyscale|grayscale|b w|noir|grey|"
        "gray"
    ): Nudge(chroma=0.05, palette=("#101113", "#4b4d52", "#8c8e92", "#c9cacb", "#f5f4f1")),
    "black": Nudge(light=-0.3, palette=("#08080a", "#2b2b30", "#77777d", "#e8e6e1")),
    "white": Nudge(light=0.3, chroma=0.7),
    "silver": Nudge(chroma=0.3, warmth=-0.3, palette=("#14171c", "#4a525c", "#8e99a3", "#cfd6db", "#f6f8f9")),
    (
        "blue|indigo|navy|cobalt|ultramarine|"
        "azure"
    ): Nudge(warmth=-0.3, palette=("#0b1735", "#1c3f86", "#4a86c5", "#a9cde6", "#f2f3ec")),
    (
        "delft|porcelain|blue and white|"
        "willow pattern"
    ): Nudge(chroma=0.8, palette=("#10245c", "#2a4f9e", "#7fa3d6", "#d3e0ef", "#f8f8f4")),
    (
        "green|emerald|moss|forest green|olive|jade|"
        "verdigris"
    ): Nudge(palette=("#0c2119", "#1f5a3f", "#5c9a5b", "#b4cf92", "#f3f0dc")),
    (
        "red|crimson|scarlet|vermilion|"
        "ruby"
    ): Nudge(warmth=0.3, palette=("#23090b", "#8a1720", "#d93a2f", "#f2a07a", "#f8ead8")),
    "orange|tangerine|coral|rust": Nudge(warmth=0.4, palette=("#2a120a", "#9a3b16", "#ee7a2b", "#f7bd7d", "#fbeeda")),
    (
        "yellow|lemon|ochre|mustard|"
        "saffron"
    ): Nudge(warmth=0.3, palette=("#2b200a", "#8a6312", "#e2ab1f", "#f6dc74", "#fdf6dc")),
    "purple|violet|lilac|lavender|mauve|plum": Nudge(palette=("#1b0d2e", "#55287e", "#9a63bf", "#d3b1de", "#f7eff5")),
    "pink|rose|magenta|fuchsia|blush": Nudge(palette=("#2f0a20", "#a3215f", "#ef5d96", "#f9b4c8", "#fdf0ee")),
    (
        "teal|turquoise|cyan|aqua|"
        "petrol"
    ): Nudge(warmth=-0.2, palette=("#06232a", "#0f6470", "#2fa9ab", "#a4dcd4", "#f2f6ee")),
    "copper|bronze|brass": Nudge(warmth=0.4, palette=("#20110a", "#6b3419", "#b46a36", "#e3ac75", "#f7e7d2")),
}  # fmt: skip

PALETTES: tuple[tuple[str, ...], ...] = (
    ("#14213d", "#2a6f97", "#e76f51", "#f4a261", "#fdf0d5"),
    ("#1d1a2f", "#5b3a8c", "#d1495b", "#edae49", "#f9f1dc"),
    ("#10302b", "#2d6a4f", "#d68c45", "#f2cc8f", "#f7f3e3"),
    ("#22223b", "#4a4e69", "#c9ada7", "#f28482", "#f5ebe0"),
    ("#0b2545", "#13869c", "#8da9c4", "#ff7f6b", "#eef4ed"),
    ("#2b1b17", "#7f4f24", "#b6ad90", "#3a6b6e", "#f1e9d8"),
    ("#231942", "#9f3b7e", "#f27a54", "#ffd275", "#fff6e6"),
    ("#1a1a1d", "#4e4e50", "#c3073f", "#e7c9a9", "#f6efe6"),
)

FILLERS = frozenset(
    {"a", "an", "the", "of", "in", "on", "by", "with", "and", "or", "for", "to", "as", "at", "from", "like", "after"}
    | {"style", "styled", "art", "artwork", "artistic", "inspired", "manner", "illustration", "picture", "image"}
    | {"made", "work", "piece", "look", "looking", "effect", "texture", "colour", "color", "paper"}
)
VAGUE = frozenset(
    {"poster", "print", "painting", "drawing", "sketch", "photo", "photograph", "photography", "ink", "map", "glass"}
    | {"fabric", "textile", "digital art", "outline", "draft", "pen", "still life", "animation", "cartoon", "wool"}
)
