"""How far annotators of one briefing agree."""
