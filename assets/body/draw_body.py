#!/usr/bin/env python3
"""Draws the NeedleSafe body map: front.svg and back.svg beside this file.

Standard library only.  Run: python3 draw_body.py

How it works
1. Half of the body (the viewer's left, x <= 200) is described as point lists:
   the silhouette and the borders between regions.  Points that several curves
   share are named.
2. Each list becomes a smooth curve (centripetal Catmull-Rom, written as cubic
   Beziers) and is mirrored at x = 200.
3. The curves are cut at the named points into edges.  The faces of this planar
   graph are traced; each face is one region.  Neighbours share the very same
   edge, so there are no gaps and no overlaps.
4. A seed point inside each face names the region.  Every face must have exactly
   one seed and every seed a face, or the script stops.
"""
import math
import os

W, H, MID = 400, 900, 200.0
HERE = os.path.dirname(os.path.abspath(__file__))

TIER = {
    "face": "moderate", "temporal-scalp": "low", "jaw-masticatory": "moderate",
    "anterior-neck": "high", "lateral-neck-scalenes": "high", "suboccipital": "high",
    "posterior-neck": "high", "upper-trapezius-shoulder-top": "high",
    "supraclavicular-fossa": "high", "anterior-chest-pectoral": "high",
    "sternum-parasternal": "high", "lateral-chest-wall-serratus": "high",
    "axilla": "high", "interscapular-rhomboid": "high", "scapular-infraspinatus": "high",
    "thoracic-paraspinal": "high", "abdomen": "high", "lumbar-quadratus-lumborum": "high",
    "lumbar-paraspinal": "high", "pelvis-gluteal": "moderate", "sacral": "moderate",
    "groin-femoral-triangle": "high", "anterior-thigh": "low", "posterior-thigh": "moderate",
    "medial-thigh-adductor-canal": "high", "popliteal-fossa": "high",
    "lower-leg-anterior-lateral": "moderate", "calf": "moderate", "foot-ankle": "moderate",
    "shoulder-deltoid": "low", "upper-arm": "moderate", "cubital-fossa-elbow": "moderate",
    "forearm": "moderate", "wrist-hand": "moderate", "perineum": "high",
}

# ---------------------------------------------------------------- curves

def beziers(pts):
    """Centripetal Catmull-Rom through pts -> list of cubic segments."""
    n = len(pts)

    def phantom(a, b):
        if abs(a[0] - MID) < 1e-6 and abs(b[0] - MID) > 1e-6:
            return (2 * MID - b[0], b[1])
        return (2 * a[0] - b[0], 2 * a[1] - b[1])

    p = [phantom(pts[0], pts[1])] + list(pts) + [phantom(pts[-1], pts[-2])]
    if p[1] == p[-2]:                       # closed curve
        p[0], p[-1] = p[-3], p[2]
    out = []
    for i in range(1, n):
        p0, p1, p2, p3 = p[i - 1], p[i], p[i + 1], p[i + 2]
        d1 = max(math.sqrt(math.dist(p0, p1)), 1e-6)
        d2 = max(math.sqrt(math.dist(p1, p2)), 1e-6)
        d3 = max(math.sqrt(math.dist(p2, p3)), 1e-6)
        b1 = tuple((d1 * d1 * p2[k] - d2 * d2 * p0[k]
                    + (2 * d1 * d1 + 3 * d1 * d2 + d2 * d2) * p1[k])
                   / (3 * d1 * (d1 + d2)) for k in (0, 1))
        b2 = tuple((d3 * d3 * p1[k] - d2 * d2 * p3[k]
                    + (2 * d3 * d3 + 3 * d3 * d2 + d2 * d2) * p2[k])
                   / (3 * d3 * (d3 + d2)) for k in (0, 1))
        out.append((p1, b1, b2, p2))
    return out


def rev(segs):
    return [tuple(reversed(s)) for s in reversed(segs)]


def mirror_pt(p):
    return (2 * MID - p[0], p[1])


def bez_at(s, t):
    u = 1 - t
    return tuple(u ** 3 * s[0][k] + 3 * u * u * t * s[1][k]
                 + 3 * u * t * t * s[2][k] + t ** 3 * s[3][k] for k in (0, 1))


def flatten(segs, steps=10):
    pts = [segs[0][0]]
    for s in segs:
        pts += [bez_at(s, j / steps) for j in range(1, steps + 1)]
    return pts


def fmt(v):
    s = f"{v:.2f}".rstrip("0").rstrip(".")
    return "0" if s in ("-0", "") else s


def path_d(segs, close=False):
    d = [f"M{fmt(segs[0][0][0])},{fmt(segs[0][0][1])}"]
    for s in segs:
        d.append("C" + " ".join(f"{fmt(q[0])},{fmt(q[1])}" for q in s[1:]))
    return " ".join(d) + (" Z" if close else "")


def area(pts):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(pts, pts[1:] + pts[:1])) / 2


def inside(pt, poly):
    x, y = pt
    hit = False
    for (x1, y1), (x2, y2) in zip(poly, poly[1:] + poly[:1]):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            hit = not hit
    return hit


class Graph:
    def __init__(self):
        self.nodes = {}
        self.edges = []            # (name a, name b, segments)

    def _resolve(self, items):
        pts, names = [], []
        for it in items:
            if isinstance(it, str):
                pts.append(self.nodes[it])
                names.append(it)
            elif len(it) == 3:
                name, x, y = it
                if name in self.nodes and self.nodes[name] != (x, y):
                    raise SystemExit(f"node {name} defined twice")
                self.nodes[name] = (float(x), float(y))
                self.nodes[self.other(name)] = mirror_pt((float(x), float(y)))
                pts.append((float(x), float(y)))
                names.append(name)
            else:
                pts.append((float(it[0]), float(it[1])))
                names.append(None)
        return pts, names

    def other(self, name):
        if name.endswith("'"):
            return name[:-1]
        x = self.nodes[name][0]
        return name if abs(x - MID) < 1e-6 else name + "'"

    def add(self, items):
        """A half-body curve; its mirror image is added too."""
        pts, names = self._resolve(items)
        segs = beziers(pts)
        self._cut(segs, names)
        if any(abs(p[0] - MID) > 1e-6 for p in pts):
            msegs = [tuple(mirror_pt(q) for q in s) for s in segs]
            self._cut(msegs, [n and self.other(n) for n in names])

    def _cut(self, segs, names):
        start = 0
        if not names[0] or not names[-1]:
            raise SystemExit("a border must begin and end at a named point")
        for i in range(1, len(names)):
            if names[i]:
                self.edges.append((names[start], names[i], segs[start:i]))
                start = i

    def faces(self):
        half = []                                  # (from, to, segs)
        for a, b, s in self.edges:
            half.append((a, b, s))
            half.append((b, a, rev(s)))
        out = {}
        for h, (a, b, s) in enumerate(half):
            pts = flatten(s, 12)
            acc, q = 0.0, pts[-1]
            for u, v in zip(pts, pts[1:]):
                acc += math.dist(u, v)
                if acc > 2.0:
                    q = v
                    break
            o = self.nodes[a]
            out.setdefault(a, []).append((math.atan2(q[1] - o[1], q[0] - o[0]), h))
        nxt = {}
        for lst in out.values():
            lst.sort()
            order = [h for _, h in lst]
            for i, h in enumerate(order):
                nxt[h ^ 1] = order[(i - 1) % len(order)]
        seen, res = set(), []
        for h in range(len(half)):
            if h in seen:
                continue
            loop, segs = h, []
            while loop not in seen:
                seen.add(loop)
                segs += half[loop][2]
                loop = nxt[loop]
            poly = flatten(segs, 8)[:-1]
            res.append((area(poly), segs, poly))
        return res


# ---------------------------------------------------------------- shared silhouette

FINGERS = [  # base centre, tip, half width base, half width tip
    ((-13.6, 46), (-19.6, 85.5), 4.7, 3.7),
    ((-4.2, 48), (-6.4, 93.0), 4.7, 3.8),
    ((5.2, 47), (8.0, 88.5), 4.5, 3.6),
    ((13.8, 43), (20.8, 75.5), 4.2, 3.2),
]


def on_finger(finger, f, w):
    """The point a share f along a finger and w to its right when it points down."""
    b, t = finger[:2]
    L = math.dist(b, t)
    ux, uy = (t[0] - b[0]) / L, (t[1] - b[1]) / L
    return (b[0] + ux * L * f + uy * w, b[1] + uy * L * f - ux * w)


def hand():
    """Outline of the hand hanging down, thumb outward: wrist side to wrist side."""
    ang = math.radians(5.5)
    ox, oy = 50.0, 462.0
    ca, sa = math.cos(ang), math.sin(ang)

    def tr(p):
        return (round(ox + p[0] * ca - p[1] * sa, 2), round(oy + p[0] * sa + p[1] * ca, 2))

    pts = [(-13.2, 7), (-17, 13), (-22.4, 20.8), (-26.6, 28.6), (-29, 36.4),
           (-32.4, 44.6), (-35.2, 52.6), (-36.8, 59.4), (-36, 64), (-33, 65.6), (-29.6, 63), (-26.8, 56.6),
           (-24, 50.8), (-22, 48), (-20.4, 49)]
    for i, (b, t, wb, wt) in enumerate(FINGERS):
        def at(f, w, finger=FINGERS[i]):
            return on_finger(finger, f, w)
        left = [at(0.24, -wb), at(0.5, -(wb + wt) / 2 - 0.1), at(0.86, -wt)]
        tip = [at(0.965, -wt * 0.62), at(1.0, 0), at(0.965, wt * 0.62)]
        right = [at(0.86, wt), at(0.5, (wb + wt) / 2 + 0.1), at(0.24, wb)]
        pts += left + tip + right
        if i < 3:
            nb = FINGERS[i + 1][0]
            pts.append(((b[0] + nb[0]) / 2, (b[1] + nb[1]) / 2 + (3.4 if i < 2 else 1.8)))
    pts += [(18.4, 38), (18, 25), (15, 11)]
    return [tr(p) for p in pts], tr


def silhouette(g, back):
    g.add([("top", 200, 22), ("sc_t", 189.8, 23), (178.8, 27.4), (169.6, 35.4), (163.6, 47),
           (161.2, 61), ("ear_t", 161.6, 77)])
    g.add(["ear_t", (158.4, 75), (155.8, 79.4), (156.4, 89), (158.8, 98), ("ear_b", 162.4, 101.5)])
    slope = [("nkb", 170.6, 150.5), (162.6, 157.4), (149, 163.6), (133, 168.6), ("acro", 118, 173),
             ("acr2", 106.5, 178), (96, 186.2), (88.4, 199), (84, 215), (81, 233), (78.6, 252),
             ("dl", 75.6, 273), (72.6, 292), ("ua_l", 67.6, 316), (63, 330.5), (56.8, 346),
             ("fe_l", 50, 364.5), (45.2, 384), (42.2, 406), (40.4, 429), ("wr_l", 39.4, 447),
             (39, 458)]
    hpts, _ = hand()
    arm_in = [(61.6, 462), ("wr_m", 63, 448), (66.2, 430), (72, 409), (79.2, 388),
              ("fe_m", 86.2, 367), (91, 351), (93.8, 341.5), (96, 332), ("ua_m", 99.6, 317),
              (104.8, 293), ("ax_m", 110.6, 268), (115, 253), ("ax", 119.6, 243)]
    if back:
        neck = ["ear_b", (165.2, 109), (169.8, 118.5), (172.6, 129), (173, 141)]
        g.add(neck + slope + hpts + arm_in)
    else:
        g.add(["ear_b", (163.8, 109.5), (166.4, 117.4), ("jaw", 170.8, 125)])
        g.add(["jaw", (172.6, 132), (173.2, 141)] + slope + hpts + arm_in)
    leg = ["ax", (120.8, 257), ("ax_t", 122.2, 274), (124.6, 293), (128, 312), (131.8, 331),
           ("lc", 133.8, 348), (132.8, 366), ("ic", 129, 386), (124.4, 406), (120.6, 426),
           (118.2, 446), ("gf_l", 117.4, 470), (117.4, 494), (118.6, 520), (121.4, 549),
           (126, 580), (131.4, 606), ("pl_u", 135.2, 625), (136.4, 640), ("kl", 135.4, 657),
           (132.2, 680), (131.2, 704), (133.4, 731), (138.4, 761), (143.2, 791), (146, 812),
           ("al", 146.6, 825)]
    if back:
        foot = [(145, 834), (144.6, 841), (145.8, 849), (146.4, 857), (143.6, 865), (138.4, 872.5),
                (136.6, 879), (140.6, 882.6), (147, 882.4), (151.2, 882.6), (159, 885.2), (168, 884.4), (174.6, 879.6),
                (176.8, 871), (175.4, 860), (174.6, 848), (176.6, 835.4)]
    else:
        foot = [(145, 834), (144.6, 841), (145.2, 848.6), (143.2, 857), (139, 866.4), (134.8, 874.4)]
        notch = [(133.4, 879.4), (140.4, 882.2), (148, 884.2), (155.8, 885.8), (164.2, 887), (180, 881.6)]
        tips = [885.2, 887.6, 889.4, 890.8, 892.4]
        for (x1, y1), (x2, y2), yt in zip(notch, notch[1:], tips):
            w = x2 - x1
            foot += [(x1, y1), (x1 + w * 0.14, y1 + (yt - y1) * 0.62), (x1 + w * 0.5, yt),
                     (x2 - w * 0.14, y2 + (yt - y2) * 0.62)]
        foot += [(180, 881.6), (179.4, 873), (176.8, 862), (175.4, 848), (177, 835.4)]
    inner = [("am", 174.4, 825), (173.6, 812), ("ci", 175, 790), (179, 760), (183.4, 731),
             (185.8, 706), (185.6, 684), (183.2, 664), ("km", 181.8, 652), (182.4, 638),
             ("pm_u", 183.8, 625), ("mk", 186.2, 609), (187.8, 588), (189.4, 558), (191.8, 528),
             ("pn_l", 194.2, 504), ("pn_s", 196.8, 489.5), ("crotch", 200, 482.5)]
    g.add(leg + foot + inner)


def limb_borders(g):
    g.add(["ua_l", (74, 320.6), (83, 321.6), (91.5, 320.8), "ua_m"])
    g.add(["fe_l", (60, 370), (68, 371.2), (76.5, 370.4), "fe_m"])
    g.add(["wr_l", (45, 449.4), (51, 450), (57, 449.6), "wr_m"])
    g.add(["al", ("al_b", 153, 827.6), (160.5, 828.4), (168, 827.6), "am"])


def build_front():
    g = Graph()
    silhouette(g, False)
    limb_borders(g)
    # head
    g.add(["ear_b", (163.8, 95), ("zy", 165.4, 88.6), (167.6, 79), (170.6, 70.4), (177.4, 64.4),
           ("sf", 189.4, 61.6), ("sf_m", 200, 61.2)])
    g.add(["sc_t", (188.8, 42), "sf"])
    g.add(["sf", (191, 73), (191.8, 86), (189.6, 100), (187.2, 112), (187.6, 124), ("ch", 188.8, 135.2)])
    g.add(["zy", (171.4, 91.6), (176, 97.6), (178.2, 108), (179.4, 119), ("mb", 180.6, 131.2)])
    g.add(["jaw", (175.4, 128.4), "mb", "ch", (194, 136.6), ("chin", 200, 137)])
    # neck
    g.add(["jaw", (176.4, 141), (182.6, 159), ("st_t", 190.6, 177)])
    g.add(["ch", (190.6, 148), (191.4, 163), "st_t"])
    g.add(["st_t", (195, 180.2), ("notch", 200, 181.2)])
    g.add(["nkb", ("tz", 174.8, 157.4), (179.4, 167.6), ("sc_c", 183.4, 179.8)])
    g.add(["st_t", "sc_c", (169, 181.2), (151, 179.2), ("tz_c", 141.4, 178.2), ("dp", 131.6, 177), "acro"])
    # front edge of trapezius: neck to the outer third of the clavicle
    g.add(["tz", (166.6, 166.2), (154.6, 172.4), "tz_c"])
    # chest
    g.add(["dp", (124.6, 195), (119, 213), ("ax_a", 114.6, 229)])
    g.add(["ax_a", (106.4, 245), (96, 260), (86.4, 269), "dl"])
    g.add(["ax_a", (110.8, 247), "ax_m"])
    g.add(["ax_a", (121.8, 231.6), (127, 242), ("ax_c", 129.4, 255), (128.2, 266), "ax_t"])
    g.add(["ax_c", (135.6, 284), (143.4, 314), ("cm", 152, 341)])
    g.add([("xi_m", 200, 296.6), ("xi_s", 191.6, 298.6), ("xi_p", 180, 307.6), (166, 325), "cm",
           (143.4, 346.4), "lc"])
    g.add(["st_t", (191.4, 200), (191.6, 260), "xi_s"])
    g.add(["sc_c", (180.6, 205), (180, 255), "xi_p"])
    # abdomen, groin
    g.add(["xi_s", (191.4, 340), (191.2, 400), ("pb_s", 192.4, 452)])
    g.add(["ic", (134, 392), ("asis", 141.4, 402), (160, 425), ("pt", 183.6, 448.6), "pb_s",
           ("pb_m", 200, 453)])
    g.add(["pb_s", (194.2, 470), "pn_s"])
    g.add(["pt", (187.6, 468), "pn_l"])
    g.add(["asis", (145.6, 432), (153.4, 468), (163, 504), ("fa", 172.4, 533)])
    # front edge of the hip: iliac spine to the outer thigh below the trochanter
    g.add(["asis", (138.6, 422), (130.4, 448), "gf_l"])
    g.add(["pt", (183, 480), (179, 508), "fa"])
    g.add(["fa", (178.4, 570), (182.4, 596), "mk"])
    g.add(["kl", (146, 663.4), (159, 666), ("tm", 171.6, 662.4), "km"])
    # inner edge of the shin bone
    g.add(["tm", (173.4, 688), (174.2, 716), (172.6, 752), "ci"])
    half = {
        "temporal-scalp": (175, 45), "face": (180, 80), "jaw-masticatory": (171, 110),
        "anterior-neck": (186, 150), "lateral-neck-scalenes": (177, 152),
        "supraclavicular-fossa": (160, 175), "upper-trapezius-shoulder-top": (140, 172),
        "anterior-chest-pectoral": (155, 230),
        "sternum-parasternal": (186, 230), "lateral-chest-wall-serratus": (132, 300),
        "axilla": (119, 236), "shoulder-deltoid": (104, 215), "upper-arm": (88, 295),
        "cubital-fossa-elbow": (76, 345), "forearm": (62, 410), "wrist-hand": (48, 480),
        "abdomen": (160, 380), "groin-femoral-triangle": (165, 470), "perineum": (191, 470),
        "medial-thigh-adductor-canal": (187, 530), "anterior-thigh": (145, 540),
        "pelvis-gluteal": (126, 430), "calf": (180, 705),
        "lower-leg-anterior-lateral": (158, 740), "foot-ankle": (160, 860),
    }
    midl = {"temporal-scalp": (200, 40), "face": (200, 90), "anterior-neck": (200, 155),
            "sternum-parasternal": (200, 230), "abdomen": (200, 380), "perineum": (200, 468)}
    return g, half, midl


def build_back():
    g = Graph()
    silhouette(g, True)
    limb_borders(g)
    # head and neck
    g.add(["ear_b", ("nu_l", 171.4, 104.4), (181, 103.6), ("nu_c", 189.6, 102), ("nu_s", 195.4, 101.2),
           ("nu_m", 200, 100.8)])
    g.add(["sc_t", (188.6, 50), (188.8, 80), "nu_c"])
    g.add(["nu_l", (175.4, 112), ("so_l", 177.4, 121), (178.6, 134), (176.6, 144), "nkb"])
    g.add(["so_l", (186, 122.2), ("so_s", 195.4, 122.4), ("so_m", 200, 122.2)])
    g.add(["nu_s", (195.4, 111), "so_s", (195.4, 145), ("c7_s", 195.4, 168.4), (195.4, 240), ("t12_s", 195.4, 318.4),
           (195.4, 360), ("l5_s", 195.4, 397.4), (195.4, 425), ("cx_s", 196, 450)])
    g.add(["nkb", (179, 160), (187.4, 165.6), "c7_s", ("c7_m", 200, 169)])
    # shoulder girdle
    g.add(["acr2", (119, 185.6), ("ds", 132.6, 191.6), (148, 199), ("sr", 160.6, 205.4)])
    g.add(["sr", (168, 194), (177, 185), ("tp_t", 187.2, 178.6), "c7_s"])
    g.add(["tp_t", (182.4, 205), (179.4, 236), ("ir_b", 175.4, 287), ("r12_p", 168.6, 326.4), (166.8, 350), ("ic_p", 167.4, 379.4)])
    g.add(["sr", (159.4, 225), (156.2, 248), ("ia", 150.4, 266.6)])
    g.add(["ia", (162, 279), "ir_b"])
    g.add(["ds", (126.4, 206), (120.8, 221), ("ax_a", 115.6, 233.4)])
    g.add(["ax_a", (106.6, 248), (96, 261.4), (86.4, 269.6), "dl"])
    g.add(["ax_a", (111.4, 249), "ax_m"])
    g.add(["ax_a", (122.6, 236.6), (127.4, 245), ("ax_c", 129.6, 255), (128.4, 265), "ax_t"])
    g.add(["ax_c", (138.4, 264.6), "ia"])
    # trunk
    g.add(["lc", (149.4, 337.4), "r12_p", (182, 320.8), "t12_s", ("t12_m", 200, 318)])
    g.add(["ic", (138, 378), (152, 374.2), "ic_p", ("psis", 180.4, 398.6)])
    g.add(["psis", (187.6, 397.8), "l5_s", ("l5_m", 200, 397.4)])
    g.add(["psis", (184.4, 420), (190, 438), "cx_s", ("cx_m", 200, 453)])
    g.add(["cx_m", (200, 457), ("pe_m", 200, 463)])
    g.add(["pe_m", ("pe_s", 195.2, 465.4), (189.6, 476), ("gf_m", 185.8, 490.4)])
    g.add(["pe_s", (196.2, 478), "pn_s"])
    g.add(["gf_m", "pn_l"])
    g.add(["gf_m", ("gf_i", 175.6, 495.6), (157, 499.4), (136, 494), "gf_l"])
    g.add(["gf_i", (179.6, 530), (182.8, 572), "mk"])
    # legs
    g.add(["pl_u", (145.6, 608.6), (159.6, 602), (173.6, 609), "pm_u"])
    g.add(["kl", ("fh", 143.6, 667.2), (159, 674.6), (171.6, 668), "km"])
    # outer edge of the calf: behind the fibular head to behind the outer ankle
    g.add(["fh", (141.6, 690), (141.4, 716), (144, 742), (148.4, 770), (151.2, 798), "al_b"])
    half = {
        "temporal-scalp": (172, 60), "suboccipital": (186, 112), "posterior-neck": (187, 140),
        "lateral-neck-scalenes": (174, 128), "upper-trapezius-shoulder-top": (150, 180),
        "interscapular-rhomboid": (170, 240), "scapular-infraspinatus": (145, 225),
        "thoracic-paraspinal": (188, 250), "axilla": (119, 238),
        "lateral-chest-wall-serratus": (145, 300), "shoulder-deltoid": (104, 215),
        "upper-arm": (88, 295), "cubital-fossa-elbow": (76, 345), "forearm": (62, 410),
        "wrist-hand": (48, 480), "lumbar-quadratus-lumborum": (150, 355),
        "lumbar-paraspinal": (182, 360), "sacral": (190, 415), "pelvis-gluteal": (150, 440),
        "perineum": (192, 485), "posterior-thigh": (150, 550),
        "medial-thigh-adductor-canal": (186, 520), "popliteal-fossa": (160, 640),
        "calf": (158, 740), "lower-leg-anterior-lateral": (136, 705), "foot-ankle": (160, 860),
    }
    midl = {"temporal-scalp": (200, 60), "suboccipital": (200, 112), "posterior-neck": (200, 140),
            "thoracic-paraspinal": (200, 250), "lumbar-paraspinal": (200, 360),
            "sacral": (200, 425), "perineum": (200, 475)}
    return g, half, midl


def label(g, half, midl, back):
    faces = g.faces()
    outer = [f for f in faces if f[0] < 0]
    inner = [f for f in faces if f[0] > 0]
    if len(outer) != 1:
        raise SystemExit(f"{len(outer)} outer faces; the graph is not connected")
    seeds = {}
    for rid, p in half.items():
        seeds[(rid, "left" if back else "right")] = p
        seeds[(rid, "right" if back else "left")] = mirror_pt(p)
    for rid, p in midl.items():
        seeds[(rid, "midline")] = p
    got, used = {}, {}
    for key, p in seeds.items():
        hits = [i for i, f in enumerate(inner) if inside(p, f[2])]
        if len(hits) != 1:
            raise SystemExit(f"seed {key} lies in {len(hits)} faces")
        if hits[0] in used:
            raise SystemExit(f"{key} and {used[hits[0]]} share a face")
        used[hits[0]] = key
        got[key] = inner[hits[0]]
    for i, f in enumerate(inner):
        if i not in used:
            raise SystemExit(f"face of {f[0]:.0f} at {f[2][0]} has no name")
    return got, rev(outer[0][1])

# ---------------------------------------------------------------- line art
# Each line: (points, class, mirror?)

def oval(cx, cy, rx, ry, n=8, tilt=0.0):
    t = math.radians(tilt)
    pts = []
    for i in range(n):
        a = 2 * math.pi * i / n
        x, y = rx * math.cos(a), ry * math.sin(a)
        pts.append((cx + x * math.cos(t) - y * math.sin(t), cy + x * math.sin(t) + y * math.cos(t)))
    return pts + [pts[0]]


L, F = "line", "line faint"


def common_lines():
    return [
        ([(160.2, 79.6), (158.4, 82), (158.8, 88), (160.6, 94)], F, True),
        # ankles
        ([(148.2, 834.6), (151.4, 837.2), (151.6, 842), (148.8, 845.4)], F, True),
        ([(173, 829.6), (169.8, 831.8), (169.4, 836.8), (172.2, 840.4)], F, True),
    ]


def front_lines():
    _, tr = hand()
    t = lambda pts: [tr(p) for p in pts]
    return common_lines() + [
        # face
        ([(172.8, 75.6), (179.4, 72.2), (188.8, 74.6)], L, True),
        ([(174.8, 83.4), (177.6, 81.2), (181.2, 80.2), (185, 81.4), (188, 84)], L, True),
        ([(174.8, 83.4), (178, 85.2), (181.6, 85.8), (185, 85.4), (188, 84)], F, True),
        (oval(181.4, 82.8, 1.5, 1.7), F, True),
        ([(196.4, 84), (195.6, 92), (192.6, 99.6), (193.8, 102.8), (197, 102.4), (200, 103.8)], F, True),
        ([(187.6, 115.4), (193.6, 113.9), (200, 115)], L, True),
        ([(192.6, 119), (196, 120.8), (200, 121.2)], F, True),
        ([(194.6, 128.6), (200, 129.8)], F, True),
        # neck
        ([(195.6, 150), (197.4, 154), (200, 155.4)], F, True),
        # clavicle, lower edge
        ([(190.8, 183), (184, 185.6), (168, 187), (151, 184.6), (134, 181.4), (122, 178.4)], L, True),
        # pectoral fold, nipple
        ([(129.4, 255), (134.6, 261.6), (146, 269.6), (161, 273.6), (177, 271.4), (188, 264.6)], L, True),
        (oval(153.4, 256, 2.2, 2.2), F, True),
        # deltoid and biceps
        ([(103.2, 260), (101.2, 278), (96, 297), (90.4, 312)], F, True),
        ([(63.4, 341.4), (75, 346.6), (88.6, 342.4)], F, True),
        ([(75.4, 352), (70, 372), (63, 394), (57.4, 424)], F, True),
        # rectus edge, midline, navel
        ([(169.6, 325), (164.6, 352), (165.4, 386), (173, 420), (183, 440)], F, True),
        ([(200, 301), (200, 357)], F, False),
        ([(200, 373), (200, 446)], F, False),
        (oval(200, 365, 2.6, 3.6), L, False),
        # serratus digitations
        ([(126.4, 280), (134.2, 283.4), (136.4, 288.4), (130.4, 292)], F, True),
        ([(128, 296.4), (137.2, 299.4), (139.6, 304.4), (133, 308.6)], F, True),
        ([(131, 313), (140.6, 315.6), (143, 320.6), (136.4, 325)], F, True),
        # sternal angle, coracoid, fibular head, trochanter
        ([(194, 201.4), (200, 202.6), (206, 201.4)], F, False),
        (oval(134, 190.6, 2, 2), F, True),
        (oval(138.8, 669, 2, 2.4), F, True),
        ([(123.4, 440), (126.6, 445), (125, 451.4)], F, True),
        # hip bone
        (oval(141.4, 402, 2.3, 2.3), L, True),
        # quadriceps
        ([(138.6, 466), (133.8, 505), (134, 545), (138.4, 583), (145.4, 612)], F, True),
        ([(178.6, 582), (179.6, 604), (174.6, 619)], F, True),
        # kneecap, tibial tuberosity, shin
        ([(159.4, 622.6), (167.8, 626.4), (171, 636), (167.6, 647), (159.6, 653.6), (151.4, 647),
          (147.8, 636), (151, 626.4), (159.4, 622.6)], L, True),
        ([(155, 671.6), (159.2, 675), (163.4, 671.6)], F, True),
        ([(161.4, 684), (163, 720), (163.2, 770), (164, 812)], F, True),
        # toes
        ([(140.4, 882.2), (142.2, 875.4)], F, True),
        ([(148, 884.2), (149.4, 876.6)], F, True),
        ([(155.8, 885.8), (156.8, 877.6)], F, True),
        ([(164.2, 887), (164.8, 877.8)], F, True),
        ([(168.6, 889), (169.2, 885.6), (172.4, 884.6), (175.4, 885.6), (176, 889)], F, True),
        # palm
        (t([(-10.4, -3), (0, -1.2), (10.6, -2.6)]), F, True),
        (t([(-16.4, 37.4), (-9.6, 33.6), (-4, 24), (-2.4, 8)]), F, True),
        (t([(-16.4, 37.8), (-5, 35.4), (8, 29.4)]), F, True),
        (t([(17.2, 37), (6, 37.6), (-3.4, 41.6), (-8, 47.6)]), F, True),
    ]


def back_lines():
    _, tr = hand()
    t = lambda pts: [tr(p) for p in pts]
    out = common_lines() + [
        # spine of C2, fibular head
        ([(198.3, 123.6), (200, 125.2), (201.7, 123.6)], F, False),
        (oval(138.8, 671, 2, 2.4), F, True),
        # occipital bump
        ([(197.2, 97.4), (200, 99), (202.8, 97.4)], F, False),
        # scapula: spine (lower edge), superior angle, lateral border
        ([(160.2, 209.4), (148, 203.6), (133.6, 197), (121.6, 190.6), (110.4, 184.4)], L, True),
        ([(160.6, 205.4), (163.8, 198), (164.6, 191), (161, 187.6), (150, 188.6), (137, 189.6)], F, True),
        ([(150.4, 266.6), (141.6, 252), (133.6, 236), (128.6, 220), (127.8, 206)], L, True),
        # trapezius and latissimus
        ([(161.4, 207), (172, 240), (184.4, 282), (194.8, 316)], F, True),
        ([(130.4, 268), (138, 300), (152, 324), (168, 342), (180, 366), (186.4, 388)], F, True),
        # triceps, elbow, forearm
        ([(104.4, 262), (99, 286), (91, 304)], F, True),
        ([(82.8, 284), (82, 300), (89.4, 308)], F, True),
        ([(71.8, 334), (77.8, 331.6), (82.6, 336.4), (81.6, 345), (76.2, 348.6)], L, True),
        ([(74, 352), (65, 380), (56.4, 416), (52.6, 440)], F, True),
        # back of the hand
        (oval(*tr((7.4, -5)), 2.2, 2.6), F, True),
        (t([(-15.8, 46.4), (-13.2, 44.4), (-10.6, 46.6)]), F, True),
        (t([(-6.6, 48.6), (-4.0, 46.4), (-1.4, 48.6)]), F, True),
        (t([(3, 47.6), (5.5, 45.4), (8, 47.6)]), F, True),
        (t([(11.8, 44), (14, 41.8), (16.4, 43.6)]), F, True),
        (t([(-6.4, 8), (-11.4, 38)]), F, True),
        (t([(-1.4, 9), (-3.6, 40)]), F, True),
        (t([(3.2, 9), (5, 39)]), F, True),
        (t([(7.6, 8), (12.4, 36)]), F, True),
        # sacral dimples, gluteal cleft and fold
        (oval(180.4, 398.6, 2.2, 2.2), L, True),
        ([(200, 428), (200, 457)], L, False),
        ([(185.2, 490.6), (176, 495.6), (163, 499), (149, 498.4)], L, True),
        ([(127.6, 440), (133.4, 443.6), (134.4, 451), (129.6, 456.6)], F, True),
        # hamstrings, knee crease
        ([(155.4, 506), (158.4, 540), (159.6, 572), (159.4, 596)], F, True),
        ([(144, 641), (152, 644.8), (166, 645.2), (176.4, 641.4)], L, True),
        ([(145.4, 600), (142.6, 618), (142.4, 634)], F, True),
        ([(175.4, 600), (178.2, 616), (178.4, 632)], F, True),
        # calf heads, heel tendon, heel
        ([(143.4, 736.6), (147.6, 745.6), (154.2, 743.6), (158.4, 730)], L, True),
        ([(158.4, 730), (164, 749), (173, 755.4), (181.4, 741)], L, True),
        ([(158, 728), (158.4, 700), (158.8, 682)], F, True),
        ([(153.6, 772), (156.4, 806), (156.2, 834), (153.4, 850)], F, True),
        ([(166.6, 772), (165, 806), (165.4, 834), (168.4, 850)], F, True),
        ([(150.2, 881.8), (148.6, 872), (150.6, 861)], F, True),
    ]
    # spinous processes C7 to L5
    levels = [168.4 + 12.4 * i for i in range(0, 13)] + [331.4, 345.4, 359.4, 373.2, 386.6]
    for i, y in enumerate(levels):
        w = 2.6 if i == 0 else 1.7
        out.append(([(200 - w, y), (200, y + 1.6), (200 + w, y)], L if i == 0 else F, False))
    return out


def crease(finger, f, bow, share=0.72):
    """A line across a finger, bowed towards its tip."""
    w = (finger[2] + (finger[3] - finger[2]) * f) * share
    return [on_finger(finger, f, -w), on_finger(finger, f + bow, 0), on_finger(finger, f, w)]


def nail(finger):
    w = finger[3] * 0.56
    return [on_finger(finger, 0.86, -w), on_finger(finger, 0.84, 0), on_finger(finger, 0.86, w),
            on_finger(finger, 0.955, w * 0.92), on_finger(finger, 0.985, 0), on_finger(finger, 0.955, -w * 0.92),
            on_finger(finger, 0.86, -w)]


def front_close_up():
    """What is drawn only where a part is seen large: creases of the palm, nails of the toes, lids and nostrils."""
    _, tr = hand()
    t = lambda pts: [tr(p) for p in pts]
    out = [(t(crease(finger, f, 0.012)), F, True) for finger in FINGERS for f in (0.28, 0.53, 0.57, 0.78)]
    out += [
        (t([(-31.4, 50.4), (-29.4, 52.4), (-26.6, 52.2)]), F, True),
        (t([(-14.6, 10.6), (-18.4, 18), (-21.6, 26)]), F, True),
        (t([(8, 12), (11, 22), (12, 32)]), F, True),
        (t([(-9, 40), (-4.6, 38.6), (0, 38.8)]), F, True),
        ([(174.4, 79.4), (178, 76.8), (182.4, 76.6), (187, 79.2)], F, True),
        ([(194.4, 101), (196, 100.2), (197.4, 101.2)], F, True),
        ([(188.4, 115.6), (191.4, 117.8), (196, 119.6)], F, True),
        ([(199.2, 105.6), (199, 110.6)], F, True),
    ]
    notch = [(133.4, 879.4), (140.4, 882.2), (148, 884.2), (155.8, 885.8), (164.2, 887)]
    for (x1, y1), (x2, y2) in zip(notch, notch[1:]):
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        out.append((oval(x, y + 2.2, (x2 - x1) * 0.24, 1.5), F, True))
        out.append(([(x1 + 1.4, y - 3.4), (x, y - 2.8), (x2 - 1.4, y - 3.2)], F, True))
    out += [
        ([(167, 880.6), (172, 879.4), (177, 880.2)], F, True),
        ([(164, 838), (167.6, 852), (170.6, 868)], F, True),
        ([(160, 840), (158.8, 856), (153, 874)], F, True),
        ([(156.6, 842), (151.4, 858), (145.4, 872)], F, True),
    ]
    return out


def back_close_up():
    """The same from behind: knuckles and nails, hairline, the sole's edge."""
    _, tr = hand()
    t = lambda pts: [tr(p) for p in pts]
    out = [(t(crease(finger, f, 0.014, 0.6)), F, True) for finger in FINGERS for f in (0.48, 0.52, 0.75, 0.78)]
    out += [(t(nail(finger)), F, True) for finger in FINGERS]
    out += [
        (t([(-32, 49.6), (-29.6, 48.4), (-27.2, 49.4)]), F, True),
        (t([(-34.8, 60.4), (-34.2, 63.4), (-32, 63.8), (-30.8, 61.4), (-32, 59.4), (-34.8, 60.4)]), F, True),
        (t([(-10.6, 10), (-19.4, 25), (-26.4, 40)]), F, True),
        ([(172.4, 113), (180, 116.4), (189, 117.6), (200, 117.8)], F, True),
        ([(197.2, 128), (197, 144), (197.4, 160)], F, True),
        ([(146.6, 870), (144.4, 876), (146.4, 880)], F, True),
        ([(156, 868), (163, 872.4), (170, 868)], F, True),
    ]
    return out


def front_overlays():
    r_lung = [(180, 165), (186.6, 171), (191.6, 182), (196, 200), (197, 230), (196.6, 262), (194.6, 287),
              (184, 294), (170, 298), (153, 304), (138, 313), (130.4, 317), (129.2, 296), (128.8, 268),
              (132.4, 238), (141, 208), (153, 187), (168, 171), (180, 165)]
    l_lung = [(220, 165), (213.4, 171), (208.4, 182), (204, 200), (203.4, 228), (205, 243), (216, 252),
              (224, 264), (225, 276), (221, 290), (232, 299), (247, 304), (262, 313), (269.6, 317),
              (270.8, 296), (271.2, 268), (267.6, 238), (259, 208), (247, 187), (232, 171), (220, 165)]
    pleura = [(197.4, 286), (190, 297), (176, 308), (154, 323), (138, 334), (132.4, 337)]
    heart = [(194, 224), (188, 232), (185.6, 250), (188.4, 268), (196, 277), (214, 281.4), (234, 285),
             (243.4, 282), (244, 274), (236, 256), (226, 239), (217, 226), (206, 220), (194, 224)]
    vessels = [
        ([(202, 222), (200.6, 208), (206, 199.6), (212, 203), (212.4, 216)], "vessel", False),
        ([(201, 204), (195, 194), (189.4, 184)], "vessel", False),
        ([(210, 200.4), (212, 190), (213.4, 183), (222, 174), (236, 177.6), (252, 187), (270, 206), (285.6, 238),
          (292, 262), (302.4, 300), (317, 341), (321.6, 352)], "vessel", False),
        ([(189.4, 184), (178, 174), (164, 177.6), (148, 187), (130, 206), (114.4, 238), (108, 262),
          (97.6, 300), (83, 341), (78.4, 352)], "vessel", False),
        ([(189.4, 184), (187, 166), (181.6, 148), (179.4, 132)], "vessel", False),
        ([(206.6, 199.8), (211, 184), (213, 166), (218.4, 148), (220.6, 132)], "vessel", False),
        ([(185.4, 186), (184.4, 230), (185.4, 292)], "vessel small", True),
        ([(200.8, 300), (201, 340), (200.4, 372)], "vessel", False),
        ([(200.4, 372), (188, 396), (170, 418), (163.4, 429), (167.4, 466), (174, 520), (179.6, 572), (180, 604)],
         "vessel", True),
    ]
    return [
        ("overlay-lungs", [(r_lung, "lung", False), (l_lung, "lung", False), (pleura, "pleura", True)]),
        ("overlay-heart-vessels", [(heart, "heart", False)] + vessels),
    ]


def back_overlays():
    lung = [(182.6, 165), (188.4, 172), (191.4, 186), (192, 220), (192, 262), (191.6, 291), (180, 294.6),
            (164, 299.6), (146, 307), (130.8, 315.4), (128.6, 296), (128, 270), (131.4, 240), (140, 210),
            (153, 187), (170, 170), (182.6, 165)]
    pleura = [(192.4, 292), (192.6, 320.4), (184, 324), (168, 327.6), (149, 332.4), (133, 335.6)]
    lk = [(172, 307), (179.4, 311), (181.4, 319), (178.6, 326.6), (177.6, 332), (178.4, 338), (175.4, 347),
          (168, 351), (160.6, 346.6), (157.6, 334), (159.2, 319), (164.6, 309.4), (172, 307)]
    rk = [(400 - x, y + 6) for x, y in lk]
    cord = [(197, 102.6), (196.8, 140), (196.4, 166), (197, 190), (197.2, 300), (196.8, 322), (198.4, 333),
            (200, 340), (201.6, 333), (203.2, 322), (202.8, 300), (203, 190), (203.6, 166), (203.2, 140),
            (203, 102.6), (197, 102.6)]
    return [
        ("overlay-lungs", [(lung, "lung", True), (pleura, "pleura", True)]),
        ("overlay-heart-vessels", [
            ([(195.4, 212), (193, 222), (193.2, 245), (196, 290), (199, 330), (199.6, 372)], "vessel", False),
            ([(199.6, 372), (190, 392), (178, 414)], "vessel", True),
            ([(178, 414), (166, 422), (151, 421)], "vessel small", True),
            ([(178, 414), (172, 440), (163, 464)], "vessel small", True),
            ([(182.4, 590), (172, 608), (161.4, 630), (160, 668), (164, 720), (169, 780), (171, 832)], "vessel", True),
            ([(181.6, 148), (181.4, 128), (180, 117), (183, 110.4), (192, 107), (197, 103)], "vessel small", True),
            ([(121.6, 226), (111.4, 262), (101, 300), (93, 330)], "vessel", True),
        ]),
        ("overlay-kidneys", [(lk, "kidney", False), (rk, "kidney", False)]),
        ("overlay-cord", [(cord, "cord", False),
                          ([(198, 340), (197.6, 380), (199, 416)], "cord-line", True)]),
    ]

# ---------------------------------------------------------------- hatch

def hatch(polys, step=5.0):
    """Diagonal strokes clipped to the polygons, as one path."""
    out = []
    lo, hi = -H, W
    c = lo
    while c < hi + H:
        for poly in polys:
            xs = []
            for (x1, y1), (x2, y2) in zip(poly, poly[1:] + poly[:1]):
                f1, f2 = x1 + y1 - c, x2 + y2 - c
                if (f1 > 0) != (f2 > 0):
                    t = f1 / (f1 - f2)
                    xs.append(x1 + t * (x2 - x1))
            xs.sort()
            for a, b in zip(xs[::2], xs[1::2]):
                if b - a > 0.8:
                    out.append(f"M{fmt(a)},{fmt(c - a)}L{fmt(b)},{fmt(c - b)}")
        c += step
    return "".join(out)

# ---------------------------------------------------------------- writing

STYLE = """
.region { stroke:#5C899D; stroke-width:0.75; stroke-linejoin:round; }
.tier-high { fill:#D9E7EE; }
.tier-moderate { fill:#E9F0F4; }
.tier-low { fill:#F6F9FA; }
.hatch { fill:none; stroke:#0A5A75; stroke-width:0.5; stroke-opacity:0.15; }
.line { fill:none; stroke:#33424E; stroke-width:0.75; stroke-linecap:round; stroke-linejoin:round; stroke-opacity:0.7; }
.faint { stroke-width:0.6; stroke-opacity:0.42; }
.outline { fill:none; stroke:#33424E; stroke-width:1.4; stroke-linejoin:round; }
.lung { fill:#274F86; fill-opacity:0.14; stroke:#274F86; stroke-width:1; stroke-linejoin:round; }
.pleura { fill:none; stroke:#274F86; stroke-width:1; stroke-dasharray:4,2.5; stroke-linecap:round; stroke-linejoin:round; }
.heart { fill:#A3141C; fill-opacity:0.13; stroke:#A3141C; stroke-width:1; stroke-linejoin:round; }
.vessel { fill:none; stroke:#A3141C; stroke-width:2; stroke-opacity:0.7; stroke-linecap:round; stroke-linejoin:round; }
.small { stroke-width:1.3; }
.kidney { fill:#8F4300; fill-opacity:0.16; stroke:#8F4300; stroke-width:1; stroke-linejoin:round; }
.cord { fill:#6B5200; fill-opacity:0.3; stroke:#6B5200; stroke-width:1; stroke-linejoin:round; }
.cord-line { fill:none; stroke:#6B5200; stroke-width:1; stroke-linecap:round; }
"""


def line_paths(lines):
    out = []
    for pts, cls, both in lines:
        close = pts[0] == pts[-1] and len(pts) > 2
        segs = beziers([tuple(map(float, p)) for p in pts])
        d = path_d(segs, close)
        if both:
            d += " " + path_d([tuple(mirror_pt(q) for q in s) for s in segs], close)
        out.append(f'<path class="{cls}" d="{d}"/>')
    return out


def write(name, title, desc, g, half, midl, back, lines, close_up, overlays):
    got, outline = label(g, half, midl, back)
    order = list(TIER)
    side_order = {"left": 0, "midline": 1, "right": 2}
    keys = sorted(got, key=lambda k: (order.index(k[0]), side_order[k[1]]))
    o = ['<?xml version="1.0" encoding="UTF-8"?>',
         f'<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny" width="{W}" height="{H}" viewBox="0 0 {W} {H}">',
         f"<title>{title}</title>", f"<desc>{desc}</desc>",
         f'<style type="text/css">{STYLE}</style>', '<g id="regions">']
    for k in keys:
        o.append(f'<path id="{k[0]}.{k[1]}" class="region tier-{TIER[k[0]]}" d="{path_d(got[k][1], True)}"/>')
    o.append("</g>")
    high = [got[k][2] for k in keys if TIER[k[0]] == "high"]
    o.append(f'<g id="hatch" pointer-events="none"><path class="hatch" d="{hatch(high)}"/></g>')
    o.append('<g id="lines" pointer-events="none">')
    o += line_paths(lines)
    o.append("</g>")
    o.append('<g id="close-up" display="none" pointer-events="none">')
    o += line_paths(close_up)
    o.append("</g>")
    for oid, items in overlays:
        o.append(f'<g id="{oid}" display="none" pointer-events="none">')
        o += line_paths(items)
        o.append("</g>")
    o.append(f'<path id="outline" class="outline" fill="none" pointer-events="none" d="{path_d(outline, True)}"/>')
    o.append("</svg>")
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as f:
        f.write("\n".join(o) + "\n")
    return len(keys)


def main():
    n1 = write("front.svg", "Body map, front", "Sides in the ids are the patient's: the patient's left is on the viewer's right.",
               *build_front(), False, front_lines(), front_close_up(), front_overlays())
    n2 = write("back.svg", "Body map, back", "Sides in the ids are the patient's: the patient's left is on the viewer's left.",
               *build_back(), True, back_lines(), back_close_up(), back_overlays())
    print(f"front.svg {n1} regions, back.svg {n2} regions")


if __name__ == "__main__":
    main()
